/**
 * The most urgent priority that waits in each served group, as far as this process knows. Answers of Redis come in
 * the order in which it was asked, so the last one heard is the last one true.
 */
export class BullmqHeads {
  readonly #byGroup = new Map<string, number>()

  /** Redis said so; null where nothing waits. */
  set(group: string, head: number | null): void {
    if (head === null) this.#byGroup.delete(group)
    else this.#byGroup.set(group, head)
  }

  /** This process puts a task there. */
  raise(group: string, priority: number): void {
    this.#byGroup.set(group, Math.max(priority, this.#byGroup.get(group) ?? priority))
  }

  /** Redis gave out a task of this priority: what is left is no more urgent. */
  lower(group: string, priority: number): void {
    const head = this.#byGroup.get(group)
    if (head !== undefined && head > priority) this.#byGroup.set(group, priority)
  }

  get(group: string): number | null {
    return this.#byGroup.get(group) ?? null
  }

  clear(): void {
    this.#byGroup.clear()
  }
}
