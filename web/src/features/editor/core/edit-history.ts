/** Undo and redo over whole documents; documents share what did not change, so a step costs little. Time is an argument. */

export interface EditStep {
  /** What the step did, such as `Add Shell`, for the menu and the live region. */
  readonly label: string
  /** Steps with the same key that follow each other closely become one: typing in a field, moving with keys. */
  readonly mergeKey?: string | undefined
  /** Which graph of the document it was made in, for undo to lead there; missing where it is about all of it. */
  readonly place?: readonly string[] | undefined
  readonly now: number
}

interface Past<Document> {
  readonly document: Document
  readonly label: string
  readonly place: readonly string[] | undefined
}

export interface EditHistory<Document> {
  readonly present: Document
  readonly past: readonly Past<Document>[]
  readonly future: readonly Past<Document>[]
  readonly lastStep: { readonly mergeKey: string | undefined; readonly at: number } | null
}

const stepsKept = 200
const mergeWithinMs = 1500

export function startHistory<Document>(present: Document): EditHistory<Document> {
  return { present, past: [], future: [], lastStep: null }
}

/** The same document again is no step. */
export function recordEdit<Document>(
  history: EditHistory<Document>,
  next: Document,
  { label, mergeKey, place, now }: EditStep,
): EditHistory<Document> {
  if (next === history.present) return history
  const { lastStep } = history
  const merges =
    mergeKey !== undefined &&
    history.past.length > 0 &&
    lastStep?.mergeKey === mergeKey &&
    now - lastStep.at <= mergeWithinMs
  return {
    present: next,
    past: merges
      ? history.past
      : [...history.past.slice(1 - stepsKept), { document: history.present, label, place }],
    future: [],
    lastStep: { mergeKey, at: now },
  }
}

export function undoEdit<Document>(history: EditHistory<Document>): EditHistory<Document> {
  const last = history.past.at(-1)
  if (!last) return history
  return {
    present: last.document,
    past: history.past.slice(0, -1),
    future: [{ ...last, document: history.present }, ...history.future],
    lastStep: null,
  }
}

export function redoEdit<Document>(history: EditHistory<Document>): EditHistory<Document> {
  const [next, ...future] = history.future
  if (!next) return history
  return {
    present: next.document,
    past: [...history.past, { ...next, document: history.present }],
    future,
    lastStep: null,
  }
}
