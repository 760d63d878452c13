/** What was lost, and what became of it, in one banner. */
import { plural } from '../../../ui/format-count.ts'
import type { Worker } from './fleet.ts'
import { silenceWords } from './worker-words.ts'

export interface LossWords {
  /** Names the losses: a banner that was closed comes back with the next one. */
  readonly key: string
  readonly title: string
  readonly text: string
}

/** What is older is told by the list of changes. */
const newsMs = 3_600_000

/** Workers that vanished within the hour; one that stopped counts where it left attempts behind. */
function isLoss({ status, silentMs, losses }: Worker): boolean {
  return silentMs < newsMs && (status === 'lost' || (status === 'stopped' && losses !== null))
}

export function lossWords(items: readonly Worker[]): LossWords | null {
  const lost = items.filter(isLoss)
  const [first] = lost
  if (first === undefined) return null
  const title =
    lost.length === 1
      ? `${first.workerId} has been gone for ${silenceWords(first.silentMs)}.`
      : `${plural(lost.length, 'worker')} are gone.`
  return { key: lost.map(({ workerId }) => workerId).join(), title, text: becameWords(lost) }
}

function becameWords(lost: readonly Worker[]): string {
  // Until the first look after it, what a lost worker ran still stands under its name.
  const losses = lost.map(({ losses, used }) => losses ?? toComeLoss(used))
  const total = (read: (each: (typeof losses)[number]) => number) =>
    losses.reduce((sum, each) => sum + read(each), 0)
  const attempts = total((each) => each.attempts)
  if (attempts === 0) return `${lost.length === 1 ? 'It' : 'They'} ran nothing; nothing was lost.`
  const takenOver = total((each) => each.takenOver)
  const waiting = total((each) => each.waiting)
  const whose = lost.length === 1 ? 'Its' : 'Their'
  const by = listWords([...new Set(losses.flatMap((each) => each.takenOverBy))])
  if (takenOver >= attempts) {
    return `${whose} ${plural(attempts, 'attempt')} ${wasOrWere(attempts)} taken over by ${by}; nothing was lost.`
  }
  if (waiting >= attempts) {
    return `${whose} ${plural(attempts, 'attempt')} ${attempts === 1 ? 'waits' : 'wait'} for a worker; nothing is lost.`
  }
  const parts = [
    takenOver > 0 && `${takenOver} ${wasOrWere(takenOver)} taken over by ${by}`,
    waiting > 0 && `${waiting} ${waiting === 1 ? 'waits' : 'wait'} for a worker`,
    attempts > takenOver + waiting && `${attempts - takenOver - waiting} will not run again`,
  ].filter((part) => part !== false)
  return `Of ${whose.toLowerCase()} ${plural(attempts, 'attempt')} ${listWords(parts)}.`
}

function toComeLoss(used: number): NonNullable<Worker['losses']> {
  return { attempts: used, takenOver: 0, takenOverBy: [], waiting: used }
}

function wasOrWere(count: number): string {
  return count === 1 ? 'was' : 'were'
}

/** `a`, `a and b`, `a, b and c`. */
function listWords(words: readonly string[]): string {
  const last = words.at(-1) ?? ''
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`
}
