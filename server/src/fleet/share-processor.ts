/**
 * What `cpu_shares` says of a container, for a plain process: how much of a busy processor it gets beside others. Where
 * the processor is not busy it changes nothing.
 */
import { writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'

/** What a container gets of which nothing is said. */
export const fullShares = 1024
/** The kernel gives a process a quarter more for each step of niceness less. */
const step = 1.25
const nicest = 19
/** Who is not root may change the part of a group ten times a second, all together. */
const pauseMs = 120
const mostTries = 30

/** A greater part than others have is for the administrator to give: more than 1,024 counts as that. */
export function toNiceness(shares: number): number {
  return Math.min(nicest, Math.max(0, Math.round(Math.log(fullShares / shares) / Math.log(step))))
}

/** Resolves when it is so, or when this system does not let it be. Never rejects. */
export async function shareProcessor(pid: number, shares: number): Promise<void> {
  const niceness = toNiceness(shares)
  if (niceness === 0) return
  try {
    setPriority(pid, niceness)
    await nicenGroup(pid, niceness)
  } catch {
    // It has ended, or there are no such groups here.
  }
}

/** On Linux a process that begins a session begins a group, and niceness counts within its group only. */
async function nicenGroup(pid: number, niceness: number): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      await writeFile(`/proc/${pid}/autogroup`, String(niceness))
      return
    } catch (error) {
      if (!isTooSoon(error) || tries === mostTries) throw error
    }
    await pause(pauseMs, undefined, { ref: false })
  }
}

function isTooSoon(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EAGAIN'
}
