/** What one attempt may use. Beyond a limit it is ended with an error that names the limit. */

export interface ProcessLimits {
  /** Data of one process, and resident memory of all of them together. */
  readonly memoryBytes: number
  readonly processes: number
  /** The largest single file. */
  readonly fileBytes: number
  /** Everything in the attempt's folder. */
  readonly folderBytes: number
  readonly files: number
}

const MIB = 1024 * 1024

export const defaultProcessLimits: ProcessLimits = {
  memoryBytes: 2048 * MIB,
  processes: 256,
  // The largest artifact is 1 GiB; a little more lets the artifact check name the reason.
  fileBytes: 1100 * MIB,
  folderBytes: 2048 * MIB,
  files: 100_000,
}

/**
 * A command that runs another one under the limits that the kernel keeps. A limit that the system does not
 * know, or that is lower already, is passed over. `tasks` counts all of the account's, so it is given apart.
 */
export function wrapWithLimits(command: readonly string[], limits: ProcessLimits, tasks: number): string[] {
  const kib = (bytes: number) => Math.floor(bytes / 1024)
  const settings = [
    'ulimit -c 0',
    // Writable private memory. Not the address space: V8 reserves gigabytes of it that it never touches.
    `ulimit -d ${kib(limits.memoryBytes)}`,
    `ulimit -f ${kib(limits.fileBytes)}`,
    `ulimit -u ${tasks}`,
  ]
  return ['bash', '-c', `{ ${settings.join('; ')}; } 2>/dev/null; exec "$@"`, 'heddle', ...command]
}
