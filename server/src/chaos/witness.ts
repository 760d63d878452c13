/**
 * The witness file: nodes with an effect append a line when they begin and one when they end. A line is written by
 * one `write` to a file opened for appending, so that lines of many processes never mix.
 */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'

export interface WitnessLine {
  readonly executionId: string
  readonly nodeId: string
  readonly attempt: number
  readonly phase: 'start' | 'end'
  /** Milliseconds since 1970. */
  readonly at: number
  readonly pid: number
}

/** Nodes whose id begins with this leave lines. */
const witnessPrefix = 'effect'

export function isWitnessed(nodeId: string): boolean {
  return nodeId.startsWith(witnessPrefix)
}

/** Nodes run as somebody else: everybody may append. */
export function createWitnessFile(path: string): void {
  writeFileSync(path, '')
  chmodSync(path, 0o666)
}

/** A script that takes its time between its two lines. `extra` stands before the second one. */
export function toWitnessScript(path: string, durationMs: number, extra = ''): string {
  const tell = (phase: string) =>
    `echo "$HEDDLE_EXECUTION_ID $HEDDLE_NODE_ID $HEDDLE_ATTEMPT ${phase} $EPOCHREALTIME $$" >> ${path}`
  return [tell('start'), `sleep ${durationMs / 1000}`, extra, tell('end')].filter(Boolean).join('\n')
}

export function readWitnessFile(path: string): WitnessLine[] {
  return readFileSync(path, 'utf8').split('\n').slice(0, -1).map(toLine)
}

function toLine(text: string): WitnessLine {
  const [executionId = '', nodeId = '', attempt = '', phase = '', seconds = '', pid = ''] = text.split(' ')
  if (phase !== 'start' && phase !== 'end') throw new Error(`The witness file has a strange line: ${text}`)
  // The decimal point is that of the language of the machine.
  const at = Number(seconds.replace(',', '.')) * 1000
  return { executionId, nodeId, attempt: Number(attempt), phase, at, pid: Number(pid) }
}
