/** Options of a read that is repeated: the figures of a moment ago stay until the next ones are there. */

interface FormerQuery {
  readonly meta: Readonly<Record<string, unknown>> | undefined
}

/** `view` names what is looked at: what was read for another one would stand under a name that is not its own. */
export function keepFigures(view: string) {
  return {
    refetchInterval: 15_000,
    meta: { view },
    placeholderData: <T>(former: T | undefined, query: FormerQuery | undefined): T | undefined =>
      query?.meta?.view === view ? former : undefined,
  }
}
