/** A promise that was not kept. */
export interface Violation {
  readonly rule: Rule
  readonly executionId: string
  readonly detail: string
  /** Others who had a part in it. */
  readonly with?: readonly string[]
}

/** What the checker holds the product to. */
export type Rule =
  | 'every execution ends'
  | 'seq has no gaps'
  | 'nothing follows the end'
  | 'one attempt at a time counts'
  | 'nodes wait for their sources'
  | 'what is shown agrees with the events'
  | 'a completed attempt had its effect'
  | 'an attempt runs once'
  | 'no effect without a committed start'
  | 'the more urgent goes first'
  | 'maxParallel holds'
  | 'concurrency keys hold'
  | 'rate limits hold'
  | 'maxConcurrentExecutions holds'
  | 'nothing starts while paused'
  | 'subscribers see every event once'
