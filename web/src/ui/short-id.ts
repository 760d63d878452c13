/** The six characters by which people speak of a run: the last ones, since ids made in order begin alike. */
export function toShortId(executionId: string): string {
  return executionId.replaceAll('-', '').slice(-6)
}
