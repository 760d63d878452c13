/** Which worker groups somebody serves now. */

interface ServingWorker {
  readonly status: string
  /** `*` stands for all groups. */
  readonly groups: readonly string[]
}

const serving: ReadonlySet<string> = new Set(['live', 'late'])

/** Groups with a worker that takes nodes, `default` first. A worker for all groups names none. */
export function listServedGroups(workers: readonly ServingWorker[]): readonly string[] {
  const named = workers.filter(({ status }) => serving.has(status)).flatMap(({ groups }) => groups)
  const groups = new Set(named.filter((group) => group !== '*' && group !== 'default'))
  return servesGroup(workers, 'default') ? ['default', ...[...groups].sort()] : [...groups].sort()
}

export function servesGroup(workers: readonly ServingWorker[], group: string): boolean {
  return workers.some(
    ({ status, groups }) => serving.has(status) && (groups.includes('*') || groups.includes(group)),
  )
}
