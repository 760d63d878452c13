/** One run of a check against a JSON Schema: what its parts share. */

export interface ValueProblem {
  readonly path: readonly (string | number)[]
  /** The schema's keyword that does not hold, such as `required`. */
  readonly keyword: string
  readonly message: string
  /** Names of the properties of which one is asked for, and only one. */
  readonly alternatives?: readonly string[]
}

export interface Place {
  readonly path: readonly (string | number)[]
  /** Schemas entered on the way here. */
  readonly depth: number
}

/** A schema object, and where the value that it speaks of stands. */
export interface At {
  readonly schema: Readonly<Record<string, unknown>>
  readonly place: Place
}

/** Branches of a choice collect their problems apart and share the rest. */
export interface Checking {
  readonly root: unknown
  readonly accepts: (value: unknown, schema: Readonly<Record<string, unknown>>) => boolean
  readonly problems: ValueProblem[]
  readonly budget: { steps: number }
  /** Checks a part of the value against a schema of its own. */
  readonly descend: (checking: Checking, value: unknown, at: { schema: unknown; place: Place }) => void
}

export function report(checking: Checking, place: Place, words: Omit<ValueProblem, 'path'>): void {
  checking.problems.push({ path: place.path, ...words })
}

/** The place of a part of the value. */
export function placeWithin(place: Place, key: string | number): Place {
  return { path: [...place.path, key], depth: place.depth }
}

/** Problems of a value with a schema, kept apart from the run's. */
export function problemsWith(
  checking: Checking,
  value: unknown,
  at: { schema: unknown; place: Place },
): readonly ValueProblem[] {
  const apart: Checking = { ...checking, problems: [] }
  checking.descend(apart, value, at)
  return apart.problems
}

export function isSchemaObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
