export interface SuggestOption {
  /** What the field holds when this is picked. */
  readonly value: string
  readonly label: string
  readonly detail?: string
}

/** What a text field offers besides free typing. */
export interface Suggestions {
  /** Undefined until they are known. */
  readonly options: readonly SuggestOption[] | undefined
  /** The name of the button that shows them all. */
  readonly openLabel: string
  /** Said where none of them has what was typed. */
  readonly noneText: string
}

/**
 * Options whose label holds the text or whose value begins with it, whatever the case: within an id a letter says
 * nothing. All of them where the text is one already: whoever looks then wants another.
 */
export function matchOptions(options: readonly SuggestOption[], text: string): readonly SuggestOption[] {
  if (options.some(({ value, label }) => value === text || label === text)) return options
  const wish = text.trim().toLowerCase()
  return options.filter(
    ({ value, label }) => label.toLowerCase().includes(wish) || value.toLowerCase().startsWith(wish),
  )
}
