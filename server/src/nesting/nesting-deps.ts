/** What nested executions are looked after with. */
import type { Engine } from '../engine/engine.ts'
import type { Logger } from '../ops/logger.ts'
import type { Queryable } from '../store/queryable.ts'

export interface NestingDeps {
  /** For reads, and for the rows of lists and items. */
  readonly db: Queryable
  readonly engine: Pick<Engine, 'executions' | 'plans' | 'startExecution' | 'submit'>
  readonly logger: Logger
}
