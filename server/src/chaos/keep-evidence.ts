/** Keeps what explains violations: events and effects of the executions concerned, and the logs of all processes. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Violation } from './violation.ts'
import type { RunHistory } from './wire-event.ts'
import type { WitnessLine } from './witness.ts'

export interface FoundEvidence {
  readonly violations: readonly Violation[]
  readonly histories: readonly RunHistory[]
  readonly lines: readonly WitnessLine[]
  readonly logsFolder: string
}

export function keepEvidence(
  folder: string,
  { violations, histories, lines, logsFolder }: FoundEvidence,
): void {
  mkdirSync(folder, { recursive: true })
  cpSync(logsFolder, join(folder, 'logs'), { recursive: true })
  writeFileSync(join(folder, 'violations.json'), JSON.stringify(violations, null, 2))
  for (const id of new Set(
    violations.flatMap(({ executionId, with: others = [] }) => [executionId, ...others]),
  )) {
    const history = histories.find(({ executionId }) => executionId === id)
    const effects = lines.filter(({ executionId }) => executionId === id)
    writeFileSync(join(folder, `${id}.json`), JSON.stringify({ ...history, effects }, null, 2))
  }
}
