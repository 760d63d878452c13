/** Whether an output may leave a node, and how it travels: in the event, or by reference where it is big. */
import type { NodeError, OutputValue } from '@heddle/core/execution/event.ts'
import type { StoredValues } from '../artifacts/stored-values.ts'
import { isStorable, isTooDeep, MAX_DEPTH } from './storable-json.ts'

export type CheckedOutput =
  | { readonly ok: true; readonly output: OutputValue; readonly value: unknown; readonly bytes: number }
  | { readonly ok: false; readonly error: NodeError }

/** Events and the live view carry small values only. */
const MAX_INLINE_BYTES = 64 * 1024
const NOTHING: CheckedOutput = { ok: true, output: { kind: 'inline', value: null }, value: null, bytes: 4 }

/** Gives an answer at once where nothing has to be stored. */
export function checkOutput(
  value: unknown,
  options: { readonly maxBytes: number; readonly storedValues: StoredValues },
): CheckedOutput | Promise<CheckedOutput> {
  if (value === null || value === undefined) return NOTHING
  const text = toText(value)
  if (typeof text !== 'string') return text
  const bytes = Buffer.byteLength(text)
  if (bytes > options.maxBytes) return refuse(tooLarge(bytes, options.maxBytes))
  if (isTooDeep(text)) return refuse(`The output is nested deeper than ${MAX_DEPTH} levels.`)
  if (bytes <= MAX_INLINE_BYTES && isStorable(text)) {
    return { ok: true, output: { kind: 'inline', value }, value, bytes }
  }
  return store(text, value, options.storedValues)
}

function toText(value: unknown): string | CheckedOutput {
  try {
    return JSON.stringify(value) ?? refuse(`The output is a ${typeof value}, which JSON does not have.`)
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
    return refuse(`The output cannot be written as JSON: ${reason}.`)
  }
}

async function store(text: string, value: unknown, storedValues: StoredValues): Promise<CheckedOutput> {
  const output = await storedValues.write(text)
  return { ok: true, output, value, bytes: output.sizeBytes }
}

function tooLarge(bytes: number, maxBytes: number): string {
  return `The output has ${bytes} bytes, more than the limit of ${maxBytes}. Leave big results as files in the artifact folder.`
}

function refuse(message: string): CheckedOutput {
  return { ok: false, error: { code: 'INVALID_OUTPUT', message, retryable: false } }
}
