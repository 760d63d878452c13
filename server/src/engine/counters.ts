/** What the engine did since it started; no noise touches these, so benchmarks and `/metrics` read them. */
export interface EngineCounters {
  commits: number
  /** Round trips to the database on the way of a transition: commits and loads. */
  roundTrips: number
  events: number
  /** Nodes that reached their last status. */
  steps: number
  /** Executions that another process had moved when a commit reached them. */
  conflicts: number
  /** Executions whose newer events were read. */
  catchUps: number
  /** Executions that were locked before they were decided. */
  locks: number
}

export function createCounters(): EngineCounters {
  return { commits: 0, roundTrips: 0, events: 0, steps: 0, conflicts: 0, catchUps: 0, locks: 0 }
}
