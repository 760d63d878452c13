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
  const { status, checked, damaged, repaired, strays, error } = checkup
  const left = damaged - repaired
  if (status === 'running') {
    const found = damaged === 0 ? 'nothing is wrong so far' : `${countWords(checkup)} found so far`
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
    const verb = damaged === strays ? 'taken out' : 'repaired'
    return { tone: 'warn', title: capitalise(`${countWords(checkup)} found and ${verb}`), text }
  }
  if (strays === 0) {
    const text = 'Repair writes it anew from the events and keeps what was found in quarantine.'
    return { tone: 'bad', title: `The stored state of ${plural(left, 'run')} is damaged`, text }
  }
  const text =
    damaged === strays
      ? 'Repair takes what is left of missing runs out and keeps it in quarantine.'
      : 'Repair writes damaged runs anew from their events and takes out what is left of missing ones. What was found is kept in quarantine.'
  return { tone: 'bad', title: capitalise(`${countWords(checkup)} found`), text }
}

/** Runs that are damaged, and runs that are not there and of which rows are left. */
function countWords({ damaged, strays }: Pick<Checkup, 'damaged' | 'strays'>): string {
  const words = [
    ...(damaged > strays ? [plural(damaged - strays, 'damaged run')] : []),
    ...(strays > 0 ? [`rows of ${plural(strays, 'missing run')}`] : []),
  ]
  return words.join(' and ')
}

function capitalise(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}

/** True for a run that is not there: only rows of it are left. */
export function isMissing(findings: readonly Pick<Finding, 'code'>[]): boolean {
  return findings.some(({ code }) => code === 'EXECUTION_MISSING')
}

function soundTitle(checked: number): string {
  if (checked === 0) return 'There is nothing to check yet'
  return checked === 1 ? 'The one run is sound' : `All ${plural(checked, 'run')} are sound`
}

type RepairSource = NonNullable<DamagedRun['repair']>['from']

const sources: Record<RepairSource, string> = {
  events: 'Its events',
  checkpoint: 'Its last checkpoint',
  start: 'The start',
  removal: 'Taken out',
}

/** What the state was made from, as a table names it. */
export function sourceWords(from: RepairSource): string {
  return sources[from]
}

/** The first finding, and how many more there are. */
export function findingWords(findings: readonly Finding[], problem: string | null = null): string {
  const [first] = findings
  if (first === undefined) return problem ?? 'It could not be read'
  return findings.length === 1 ? first.message : `${first.message}, and ${findings.length - 1} more`
}
