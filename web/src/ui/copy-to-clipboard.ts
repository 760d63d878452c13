import { announce } from './announce.tsx'
import { showToast } from './toast.ts'

/** Copies a text and announces it as `done`. A page that did not come over HTTPS has no clipboard: that is said too. */
export async function copyToClipboard(text: string, done: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    announce(done)
  } catch {
    showToast({
      title: 'The browser does not allow copying',
      text: 'It lets pages copy that came over HTTPS or from this machine.',
      tone: 'failed',
    })
  }
}
