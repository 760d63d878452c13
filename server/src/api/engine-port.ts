/** What the API asks of the engine. */
import type { Command } from '@heddle/core/execution/command.ts'
import type { StartedExecution } from '../engine/engine.ts'
import type { CompiledVersion } from '../engine/plan-cache.ts'
import type { StartInput } from '../engine/start-input.ts'

export interface EnginePort {
  /** What the engine runs and has in memory: whoever reads the document instead has it there a second time. */
  readonly plans: {
    get(workflowId: string, version: number, subgraph: string | null): Promise<CompiledVersion>
  }
  /** Returns once the execution is committed. */
  startExecution(input: StartInput): Promise<StartedExecution>
  /** Hands a command in; resolves when it is committed or refused. */
  submit(executionId: string, command: Command): Promise<unknown>
  /** Returns once the change is committed. Throws EXECUTION_STATUS or EXECUTION_NOT_FOUND. */
  control(executionId: string, command: 'cancel' | 'pause' | 'resume', by: string | null): Promise<void>
}
