/** Each reason as one sentence that names nodes and, where a person can do something, says what. */
import { describePeriod } from './describe-period.ts'
import type { LeadingSource, Reason, ReasonCode, SlotHolder, SourceNode, SourceOutcome } from './reason.ts'
import type { TriggerRule } from './trigger-rule.ts'

/** How moments are told: programs and people read them differently. */
export type SayTime = (iso: string) => string

/** A name more than these and a sentence is a list. */
const mostInSentence = 3

export function describeReason(reason: Reason, sayTime: SayTime): string {
  return describe(reason, sayTime)
}

function describe<C extends ReasonCode>(reason: Reason<C>, sayTime: SayTime): string {
  return sentences[reason.code](reason, sayTime)
}

const sentences: { [C in ReasonCode]: (reason: Reason<C>, sayTime: SayTime) => string } = {
  sources: ({ rule, sources, others }) => {
    const names = joinNames(
      sources.map(toStatusName),
      others,
      rule === 'any_success' || rule === 'any_failed',
    )
    return `Waits for ${names} to ${ruleVerb[rule]}.`
  },
  time: ({ until }, sayTime) => (until === null ? 'Waits.' : `Waits until ${sayTime(until)}.`),
  person: ({ title, until }, sayTime) => {
    const what = title === null ? 'to decide' : `to decide "${title}"`
    return `Waits for a person ${what}${toLatest(until, sayTime)}. Decide under Approvals.`
  },
  signal: ({ name, until }, sayTime) => {
    const what = name === null ? 'a signal to this run' : `the signal ${name}`
    const how = `POST /api/executions/{id}/signals/${name ?? '{name}'}`
    return `Waits for ${what}${toLatest(until, sayTime)}. Send it with ${how}.`
  },
  children: ({ items }) => {
    if (items === null || items.total <= 1) return 'Waits for the workflow that it runs.'
    const { total, completed, failed, running } = items
    const done = `${count(completed)} completed, ${count(failed)} failed, ${count(running)} running`
    return `Waits for its ${count(total)} items: ${done}.`
  },
  retry: ({ nextAttempt, until, failure }, sayTime) => {
    const before = failure === null ? '' : `Attempt ${nextAttempt - 1} failed: ${withoutStop(failure)}. `
    return `${before}Attempt ${nextAttempt} starts ${until === null ? 'soon' : `at ${sayTime(until)}`}.`
  },
  paused: ({ since, by }, sayTime) => {
    const when = since === null ? 'is paused' : `has been paused since ${sayTime(since)}`
    return `The run ${when}${by === null ? '' : ` by ${by}`}. Resume it to go on.`
  },
  execution_slot: ({ limit, holders, others }) => {
    const names = joinNames(
      holders.map(({ name }) => name),
      others,
    )
    return `The run allows ${plural(limit, 'node')} at once: it starts when ${names} ${holders.length + others === 1 ? 'ends' : 'make room'}.`
  },
  turn: ({ limit, position, waiting, running, others }) => {
    const live = running.length + others
    const allowed =
      limit === null
        ? ''
        : `: the workflow runs ${count(limit)} at once, and ${count(live)} ${live === 1 ? 'runs' : 'run'} now`
    const place =
      position === null ? '' : ` This run is number ${count(position)} of ${count(waiting)} in the line.`
    return `Waits for its turn${allowed}.${place}`
  },
  slot: ({ key, limit, holders, others }) => {
    const names = joinNames(countAlike(holders), others)
    const held = holders.length + others === 1 ? 'holds the slot' : 'hold the slots'
    return `The key ${key} allows ${plural(limit, 'node')} at once, and ${names} ${held}. It starts when one is given back.`
  },
  rate_limit: ({ key, limit, perMs, until, waiting }, sayTime) => {
    const period = perMs === null ? '' : ` in ${describePeriod(perMs)}`
    const line = waiting > 1 ? ` ${plural(waiting, 'node waits', 'nodes wait')} for it.` : ''
    return `The key ${key} allows ${plural(limit, 'start')}${period}: the next one is at ${sayTime(until)}.${line}`
  },
  no_worker: ({ group, liveGroups }) => {
    const others =
      liveGroups.length === 0
        ? 'no worker is there at all'
        : `those that are there serve ${joinNames(liveGroups, 0)}`
    return `No worker serves the group ${group}; ${others}. Start one with HEDDLE_WORKER_GROUPS=${group}.`
  },
  draining: ({ group, workers }) => {
    const who =
      workers === 1
        ? `The only worker of the group ${group} is draining`
        : `All ${count(workers)} workers of the group ${group} are draining`
    return `${who}. Let ${workers === 1 ? 'it' : 'one'} take work again, or start another.`
  },
  workers_busy: ({ group, used, capacity, waiting }) => {
    const line =
      waiting === null || waiting <= 1 ? '' : ` ${plural(waiting, 'node waits', 'nodes wait')} for it.`
    return `The workers of the group ${group} use ${count(used)} of ${plural(capacity, 'slot')}: it starts when one is free.${line}`
  },
  queue: ({ group, waiting }) => {
    const line = waiting === null || waiting <= 1 ? '' : ` with ${count(waiting - 1)} others`
    return `Stands in the queue of the group ${group}${line}, and starts when a worker takes it.`
  },
  start_by: ({ what, until }, sayTime) =>
    `${what === 'run' ? 'The run gives up' : 'It gives up'} at ${sayTime(until)} if it has not started by then.`,
  skipped: ({ sources, others }) => {
    if (sources.length === 0) return 'Skipped because its trigger rule could not hold any more.'
    return `Skipped because ${joinNames(sources.map(toOutcomeWords), others)}.`
  },
}

export const reasonCodes = Object.keys(sentences) as ReasonCode[]

const ruleVerb: Record<TriggerRule, string> = {
  all_success: 'complete',
  all_done: 'end',
  any_success: 'complete',
  any_failed: 'fail',
  all_failed: 'fail',
  none_failed: 'end without a failure',
}

const outcomeWords: Record<SourceOutcome, (name: string, port: string) => string> = {
  completed: (name) => `${name} completed`,
  failed: (name) => `${name} failed`,
  cancelled: (name) => `${name} was cancelled`,
  skipped: (name) => `${name} was skipped`,
  other_port: (name, port) => `${name} left by ${port}`,
  condition: (name) => `the condition after ${name} did not hold`,
}

function toOutcomeWords({ name, outcome, port }: LeadingSource): string {
  return outcomeWords[outcome](name, port ?? 'another port')
}

function toStatusName({ name, status }: SourceNode): string {
  return `${name} (${status})`
}

/** The same node of several runs is named once, with their number. */
function countAlike(holders: readonly SlotHolder[]): readonly string[] {
  const alike = Map.groupBy(holders, ({ nodeName, workflowName }) => `${nodeName} of ${workflowName}`)
  return [...alike].map(([name, { length }]) => (length === 1 ? name : `${name} in ${count(length)} runs`))
}

/** `a`, `a and b`, `a, b, c and 4 others`. */
function joinNames(names: readonly string[], others: number, isChoice = false): string {
  const shown = names.slice(0, mostInSentence)
  const rest = names.length - shown.length + others
  const all = rest === 0 ? shown : [...shown, rest === 1 ? 'one other' : `${count(rest)} others`]
  const last = all.at(-1) ?? 'nothing'
  return all.length < 2 ? last : `${all.slice(0, -1).join(', ')} ${isChoice ? 'or' : 'and'} ${last}`
}

function toLatest(until: string | null, sayTime: SayTime): string {
  return until === null ? '' : `, until ${sayTime(until)} at the latest`
}

function withoutStop(sentence: string): string {
  return sentence.replace(/[.\s]+$/, '')
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
}

function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`
}
