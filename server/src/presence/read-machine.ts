/**
 * Where the process ids of this process count: one start of one kernel, and there one container. Two machines may have
 * the same host name, as may two containers, and each has a process 7.
 */
import { readFileSync, readlinkSync } from 'node:fs'

/** Null where the system does not say: on others than Linux. */
export function readMachine(): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return null
  }
}
