/** What is said of a check, of a damaged run and of how it was repaired. */
import { plural } from '../../../ui/format-count.ts'
import type { Checkup, DamagedRun, Finding } from '../queries.ts'

export interface CheckupSummary {
  readonly tone: 'plain' | 'warn' | 'bad'
  readonly title: string
  readonly text: string
}

/** Damaged runs that the last check left as they are. */
export function listUnrepaired({ cases }: Pick<Checkup, 'cases'>): readonly DamagedRun[] {
  return cases.filter((each) => each.repair === null)
}

export function summarise(checkup: Checkup): CheckupSummary {
  const { status, checked, damaged, repaired, error } = checkup
  const left = damaged - repaired
  if (status === 'running') {
    const found = damaged === 0 ? 'nothing is wrong so far' : `${plural(damaged, 'run')} damaged so far`
    return {
      tone: 'plain',
      title: 'Looking through the runs',
      text: `${plural(checked, 'run')} checked, ${found}.`,
    }
  }
  if (status === 'failed') {
    const text = `${error ?? 'Nobody knows why.'} ${plural(checked, 'run')} had been checked. Check again.`
    return { tone: 'bad', title: 'The check ended before its time', text }
  }
  if (damaged === 0)
    return { tone: 'plain', title: soundTitle(checked), text: 'Rows, counters and events agree.' }
  if (left === 0) {
    const text = 'What was found is in quarantine below.'
    return { tone: 'warn', title: `${plural(damaged, 'damaged run')} found and repaired`, text }
  }
  const text = 'Repair writes it anew from the events and keeps what was found in quarantine.'
  return { tone: 'bad', title: `The stored state of ${plural(left, 'run')} is damaged`, text }
}

function soundTitle(checked: number): string {
  if (checked === 0) return 'There is nothing to check yet'
  return checked === 1 ? 'The one run is sound' : `All ${plural(checked, 'run')} are sound`
}

const sources: Record<'events' | 'checkpoint' | 'start', string> = {
  events: 'Its events',
  checkpoint: 'Its last checkpoint',
  start: 'The start',
}

/** What the state was made from, as a table names it. */
export function sourceWords(from: 'events' | 'checkpoint' | 'start'): string {
  return sources[from]
}

/** The first finding, and how many more there are. */
export function findingWords(findings: readonly Finding[], problem: string | null = null): string {
  const [first] = findings
  if (first === undefined) return problem ?? 'It could not be read'
  return findings.length === 1 ? first.message : `${first.message}, and ${findings.length - 1} more`
}
