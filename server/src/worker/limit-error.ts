/**
 * An error as it is kept: it stands in events, in the node's row and in the execution's, and travels with each
 * of them, so a message of megabytes would slow down everybody who looks.
 */
import type { NodeError } from '@heddle/core/execution/event.ts'
import { toStorable } from './storable-json.ts'

const MAX_MESSAGE_CHARACTERS = 4_000
const MAX_DETAILS_CHARACTERS = 16 * 1024

export function limitError(error: NodeError): NodeError {
  const { details, ...rest } = error
  const message = limitText(error.message)
  if (details === undefined) return toStorable({ ...rest, message })
  const text = JSON.stringify(details) ?? ''
  if (text.length <= MAX_DETAILS_CHARACTERS) return toStorable({ ...rest, message, details })
  return toStorable({ ...rest, message, details: { truncated: true, excerpt: limitText(text) } })
}

function limitText(text: string): string {
  if (text.length <= MAX_MESSAGE_CHARACTERS) return text
  return `${text.slice(0, MAX_MESSAGE_CHARACTERS)}… (cut: ${text.length} characters)`
}
