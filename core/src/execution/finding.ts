/** What is wrong with an execution, said so that a program can act on it and a person can look at it. */

export const findingCodes = [
  'PLAN_MISSING',
  'EXECUTION_MISSING',
  'HEADER_INVALID',
  'COUNTERS_DISAGREE',
  'NODE_UNKNOWN',
  'NODE_INVALID',
  'NODE_TOO_EARLY',
  'NODE_FORGOTTEN',
  'EVENT_UNREADABLE',
  'EVENT_MISSING',
  'EVENT_ILLEGAL',
  'SEQ_DISAGREES',
  'HEADER_DISAGREES',
  'NODE_DISAGREES',
  'OUTPUT_DISAGREES',
  'ATTEMPT_DISAGREES',
] as const
export type FindingCode = (typeof findingCodes)[number]

export interface StateFinding {
  readonly code: FindingCode
  /** `error`: the execution cannot be trusted. `warning`: it can, and something about it is odd. */
  readonly severity: 'error' | 'warning'
  readonly nodeId: string | null
  /** A plain sentence. */
  readonly message: string
  /** What was found, and what it was held against. Plain JSON. */
  readonly evidence: Readonly<Record<string, unknown>>
}

/** A list with an end: an execution of 100,000 broken nodes is told of by the first ones. */
export interface Findings {
  readonly list: readonly StateFinding[]
  /** Also counts those that are not listed. */
  readonly count: number
  add(finding: Omit<StateFinding, 'severity'> & { readonly severity?: StateFinding['severity'] }): void
}

export const maxFindings = 50

export function createFindings(): Findings {
  const list: StateFinding[] = []
  let count = 0
  return {
    list,
    get count() {
      return count
    },
    add(finding) {
      count += 1
      if (list.length < maxFindings) list.push({ severity: 'error', ...finding })
    },
  }
}
