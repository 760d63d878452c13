export type CodeLanguage = 'shell' | 'javascript' | 'jsonata' | 'json' | 'text'

export interface CodeMarker {
  /** Offsets into the text. */
  from: number
  to: number
  severity: 'error' | 'warning'
  message: string
}

export interface CodeCompletion {
  label: string
  detail?: string
  /** The text put in, where it is not the label. */
  apply?: string
}

export interface CodeEditorProps {
  value: string
  onChange?: (value: string) => void
  onBlur?: () => void
  onFocus?: () => void
  language: CodeLanguage
  /** The accessible name. */
  label: string
  id?: string
  'aria-describedby'?: string | undefined
  readOnly?: boolean
  singleLine?: boolean
  lineNumbers?: boolean
  minLines?: number
  maxLines?: number
  /** Fill the height of the parent in place of growing with the text. */
  fill?: boolean
  markers?: readonly CodeMarker[]
  completions?: readonly CodeCompletion[]
  placeholder?: string
  invalid?: boolean
  className?: string
}
