/** Runs a command for a node: its input in a file, its lines in the log, its output back from a file. */

import { writeFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { hasInfiniteNumber } from '@heddle/core/definition/has-infinite-number.ts'
import { openPlainFile } from '../artifacts/open-plain-file.ts'
import { type ProcessOutcome, runProcess } from '../processes/run-process.ts'
import type { WorkFolder } from '../processes/work-folder.ts'
import { type AttemptContext, NodeFailure } from './node-type.ts'

export interface NodeCommand {
  readonly folder: WorkFolder
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly inherit?: number
}

/** More than any output may have: what lies beyond is refused by its size anyway. */
const MAX_FILE_BYTES = 64 * 1024 * 1024
/** Lines on standard output that say something to Heddle instead of to the reader of the log. */
const PROGRESS = /^::progress\s+(\d+(?:\.\d+)?)(?:\s+(.*))?$/
const QUALITY = /^::quality\s+(0(?:\.\d+)?|1(?:\.0+)?)$/

export interface NodeProcessOutcome extends ProcessOutcome {
  /** How good the node calls its result, from 0 to 1; the last one that it said. */
  readonly quality?: number
}

/** Rejects with NodeFailure where the command cannot run or is ended for a limit. */
export async function runNodeProcess(
  context: AttemptContext<unknown>,
  request: NodeCommand,
): Promise<NodeProcessOutcome> {
  const { folder } = request
  await writeInput(context, folder)
  let skippedBytes = 0
  let quality: number | undefined
  const outcome = await runProcess({
    ...request,
    env: {
      ...request.env,
      HEDDLE_EXECUTION_ID: context.executionId,
      HEDDLE_NODE_ID: context.nodeId,
      HEDDLE_ATTEMPT: String(context.attempt),
    },
    signal: context.signal,
    onLine: (stream, line) => {
      if (stream !== 'stdout' || !line.startsWith('::')) return context.log(stream, line)
      const progress = PROGRESS.exec(line)
      const told = QUALITY.exec(line)
      if (progress !== null)
        context.reportProgress(Math.min(100, Number(progress[1])) / 100, progress[2] ?? null)
      else if (told !== null) quality = Number(told[1])
      else return context.log(stream, line)
      return true
    },
    onSkipped: (bytes) => {
      skippedBytes += bytes
    },
  }).catch((error: unknown) => {
    throw new NodeFailure({
      code: 'THROWN',
      message: `The process cannot be started: ${toReason(error)}`,
      retryable: !isTooLong(error),
    })
  })
  if (skippedBytes > 0) context.log('system', `Not kept: ${toMib(skippedBytes)} MiB of output.`)
  if (outcome.exceeded !== null) throw toLimitFailure(outcome)
  return quality === undefined ? outcome : { ...outcome, quality }
}

/** Variables and arguments beyond what the system hands to a process. */
function isTooLong(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'E2BIG'
}

function toReason(error: unknown): string {
  if (isTooLong(error))
    return 'a variable is longer than 128 KiB, or all of them are too long together. Read large values from $HEDDLE_INPUT.'
  return error instanceof Error ? error.message : String(error)
}

/** The JSON in a file that the process may have written; undefined where it wrote none. */
export async function readProcessJson(path: string, folder: WorkFolder): Promise<unknown> {
  const file = await openPlainFile(path, folder)
  if (file === null) return undefined
  try {
    const { size } = await file.stat()
    if (size === 0) return undefined
    if (size > MAX_FILE_BYTES) {
      throw invalidOutput(
        `The output has ${toMib(size)} MiB. Leave big results as files in $HEDDLE_ARTIFACTS.`,
      )
    }
    // No further than its size: a process that left the group may still be writing.
    const bytes = file.createReadStream({ autoClose: false, start: 0, end: size - 1 })
    const value: unknown = JSON.parse(await text(bytes))
    if (hasInfiniteNumber(value)) throw invalidOutput('The output holds a number beyond 1.8e308.')
    return value
  } catch (error) {
    if (error instanceof NodeFailure) throw error
    throw invalidOutput(
      `The file $HEDDLE_OUTPUT holds no JSON: ${error instanceof Error ? error.message : error}`,
    )
  } finally {
    await file.close()
  }
}

async function writeInput(context: AttemptContext<unknown>, folder: WorkFolder): Promise<void> {
  const nodes = await context.loadNodes()
  await writeFile(folder.inputPath, JSON.stringify(toInputFile(context, nodes)), { mode: 0o644 })
}

function toInputFile({ input, item }: AttemptContext<unknown>, nodes: unknown) {
  return { input: input ?? null, item: item ?? null, nodes }
}

function toLimitFailure({ exceeded, stdout, stderr }: ProcessOutcome): NodeFailure {
  const message = `${exceeded} It was ended.`
  return new NodeFailure({
    code: 'THROWN',
    message,
    retryable: false,
    details: { stdout: lastLines(stdout), stderr: lastLines(stderr) },
  })
}

function invalidOutput(message: string): NodeFailure {
  return new NodeFailure({ code: 'INVALID_OUTPUT', message, retryable: false })
}

/** What a person wants to see beside an error. */
export function lastLines(output: string): string {
  return output.slice(-4096)
}

function toMib(bytes: number): string {
  return (bytes / (1024 * 1024)).toFixed(1)
}
