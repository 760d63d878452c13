/** The folder of one attempt. */
import type { ProcessAccount } from './process-account.ts'

export interface WorkFolder {
  /** Where the attempt's process starts, its HOME. */
  readonly path: string
  /** Files left in here become artifacts of the attempt. */
  readonly artifactsPath: string
  /** JSON with `input` and `nodes`, for the process to read. */
  readonly inputPath: string
  /** JSON that the process writes: the output. */
  readonly outputPath: string
  /** How a process that Heddle brings (not a script) says what became of it. */
  readonly resultPath: string
  readonly temporaryPath: string
  /** Holds all of the above. Belongs to Heddle, so that nothing in it can be put in another's place. */
  readonly rootPath: string
  /** Who owns the content and runs the process; null for Heddle's own user. */
  readonly account: ProcessAccount | null
}
