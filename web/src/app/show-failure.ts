/** Toasts of what was refused or got no answer. */
import { showToast } from '../ui/toast.ts'
import { errorSentences, errorText } from './error-text.ts'

/** For an action whose name goes without saying: the error's own title and text. */
export function showFailure(error: unknown): void {
  const { title, text } = errorText(error)
  showToast({ title, text, tone: 'failed' })
}

/** `what` says what did not happen, such as "Nightly was not duplicated"; the error says why. */
export function showNotDone(what: string, error: unknown): void {
  showToast({ title: what, text: errorSentences(error), tone: 'failed' })
}
