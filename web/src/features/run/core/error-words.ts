/** What a node's error says to a person: a few words for the card, a sentence as the title, and what to do next. */
import type { NodeError, NodeErrorCode } from '@heddle/core/execution/event.ts'

interface ErrorWords {
  /** For the card's second line, such as `HTTP 503`. */
  short(error: NodeError): string
  /** What happened, as a title. */
  title(error: NodeError): string
  readonly advice: readonly string[]
  /** In place of the two where it is never tried again by itself. */
  readonly final?: { readonly title: string; readonly advice: readonly string[] }
}

const words: Record<NodeErrorCode, ErrorWords> = {
  TIMEOUT: {
    short: () => 'Timed out',
    title: () => 'It took longer than allowed',
    advice: [
      'Look in the logs at what it did last.',
      'Raise the timeout of the node, or let it do less at once.',
    ],
    // A wait for a person or a signal, a start that came too late, or the time of the whole run.
    final: {
      title: 'The time ran out',
      advice: [
        'Retry from here to wait again.',
        'Give it more time in the editor, or say there what happens when the time is over.',
      ],
    },
  },
  EXIT_CODE: {
    short: (error) => `Exit code ${detail(error, 'exitCode') ?? '?'}`,
    title: (error) => `The script ended with exit code ${detail(error, 'exitCode') ?? 'other than 0'}`,
    advice: [
      'Read the last lines of its logs.',
      'Mend the script, or connect the failure port to go on without it.',
    ],
  },
  HTTP_STATUS: {
    short: (error) => `HTTP ${detail(error, 'status') ?? 'status'}`,
    title: (error) => `The server answered ${detail(error, 'status') ?? 'with another status than expected'}`,
    advice: [
      'Look whether the server is up, then retry.',
      'Connect the failure port to go on without its answer.',
      'Raise the attempts where the server comes back by itself.',
    ],
  },
  EXPRESSION: {
    short: () => 'Expression failed',
    title: () => 'An expression could not be evaluated',
    advice: [
      'Look at the input for the value that the expression reads.',
      'Mend the expression in the editor.',
    ],
  },
  INVALID_PARAMS: {
    short: () => 'Wrong parameter',
    title: () => 'A parameter does not fit its node type',
    advice: ['Mend the parameter in the editor, then retry with the new version.'],
  },
  INVALID_OUTPUT: {
    short: () => 'Wrong output',
    title: () => 'The output is not what a node may return',
    advice: ['Return JSON, or write it to the file that HEDDLE_OUTPUT names.'],
  },
  LOST: {
    short: () => 'Worker lost',
    title: () => 'Its worker vanished again and again',
    advice: ["Look whether the node exhausts the machine's memory.", 'Retry when the worker is healthy.'],
  },
  CANCELLED: {
    short: () => 'Cancelled',
    title: () => 'It was stopped',
    advice: ['Retry from here to run it again.'],
  },
  THROWN: {
    short: () => 'Threw an error',
    title: () => 'The node threw an error',
    advice: [
      'Read the message and the last lines of its logs.',
      'Mend the node in the editor, then retry with the new version.',
    ],
  },
  UNKNOWN_TYPE: {
    short: () => 'Unknown type',
    title: () => 'No worker knows this node type',
    advice: ['Install the node type, or replace the node in the editor.'],
  },
}

export function toShortError(error: NodeError): string {
  return wordsOf(error)?.short(error) ?? error.code
}

export function toErrorTitle(error: NodeError): string {
  const found = wordsOf(error)
  return (error.retryable ? undefined : found?.final?.title) ?? found?.title(error) ?? 'The node failed'
}

/** What the message adds to the title; servers often begin a message with the very words of it. */
export function toErrorText(error: NodeError): string {
  const title = toErrorTitle(error)
  if (!error.message.startsWith(title)) return error.message
  return error.message.slice(title.length).replace(/^[:.,\s]+/, '')
}

const lateStartAdvice = [
  'Look whether a worker of its group has room, and which limits hold the node back.',
  'Raise the time within which it has to start.',
]

/** A node that no worker started in time left no logs, and no longer timeout would help it. */
export function toAdvice(error: NodeError, hasStarted: boolean): readonly string[] {
  if (error.code === 'TIMEOUT' && !hasStarted) return lateStartAdvice
  const found = wordsOf(error)
  return (
    (error.retryable ? undefined : found?.final?.advice) ??
    found?.advice ?? ['Read the last lines of its logs.']
  )
}

/** Later versions of the server may send codes that this page does not know yet. */
function wordsOf(error: NodeError): ErrorWords | undefined {
  return Object.hasOwn(words, error.code) ? words[error.code] : undefined
}

function detail(error: NodeError, key: string): string | number | undefined {
  const value = error.details?.[key]
  return typeof value === 'number' || typeof value === 'string' ? value : undefined
}
