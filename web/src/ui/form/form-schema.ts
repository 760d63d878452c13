/** A JSON Schema (draft 2020-12) as plain JSON. Properties may carry the `x-heddle` hints below. */
export interface FormSchema {
  readonly [keyword: string]: unknown
}

/** Hints for a property's field, under its key `x-heddle`. */
export interface FieldHints {
  /** Draw a code field in this language instead of a text field. */
  readonly code?: 'shell' | 'javascript' | 'jsonata' | 'json' | 'text'
  /** False where `{{ }}` is not evaluated: the value is itself code. Default true. */
  readonly templated?: boolean
  /** What the value names: the form offers what its owner has under this key. */
  readonly names?: string
  readonly placeholder?: string
  /** Unit shown at the right edge of the field, such as `ms`. */
  readonly unit?: string
}
