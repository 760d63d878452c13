/**
 * Executions that several processes move at the same time. There optimism does not pay: all but one of the commits
 * that meet are refused, and one process may be refused for ever. They are locked while they are decided.
 */

/** How long after the last collision, or the last news from others, an execution is still locked first. */
const lastsMs = 1000
const rememberedAtMost = 10_000

export class Contention {
  readonly #until = new Map<string, number>()

  /** A commit of this process met that of another one. */
  note(executionId: string): void {
    this.#until.delete(executionId)
    this.#until.set(executionId, Date.now() + lastsMs)
    if (this.#until.size <= rememberedAtMost) return
    const [oldest] = this.#until.keys()
    if (oldest !== undefined) this.#until.delete(oldest)
  }

  /** Somebody else moved the execution meanwhile: where it is locked, it stays so. */
  keep(executionId: string): void {
    if (this.listAmong([executionId]).length > 0) this.note(executionId)
  }

  /** Those that are to be locked. */
  listAmong(executionIds: Iterable<string>): string[] {
    if (this.#until.size === 0) return []
    const now = Date.now()
    return [...executionIds].filter((id) => {
      const until = this.#until.get(id)
      if (until === undefined) return false
      if (until < now) this.#until.delete(id)
      return until >= now
    })
  }
}
