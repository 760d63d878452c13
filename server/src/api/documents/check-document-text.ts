/**
 * Everything that is asked of the text of a document before it is stored: that it is JSON that can be stored,
 * that it has the shape of a document, and what is wrong with it. Pure, and for a large document slow: that is
 * why it also runs in a process of its own.
 */

import { hasInfiniteNumber } from '@heddle/core/definition/has-infinite-number.ts'
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { documentProblem, hasErrors, type Problem } from '@heddle/core/definition/problem.ts'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { type StoredDocument, toStoredDocument } from '../../store/stored-document.ts'
import { documentInputSchema } from '../workflows/document-input.ts'
import { isStorableJson } from './storable-json.ts'
import { isTooDeep, MAX_DEPTH } from './too-deep.ts'

export type DocumentCheck =
  /** Can be stored as a draft; published only without errors among its problems. */
  | { readonly is: 'document'; readonly stored: StoredDocument; readonly problems: readonly Problem[] }
  | { readonly is: 'no-document'; readonly problems: readonly Problem[] }
  | { readonly is: 'no-json'; readonly message: string }

export function checkDocumentText(text: string, nodeTypes: NodeTypeRegistry): DocumentCheck {
  if (isTooDeep(text)) return { is: 'no-json', message: `is nested deeper than ${MAX_DEPTH} levels` }
  const parsed = parse(text)
  if (!parsed.ok) return { is: 'no-json', message: parsed.message }
  const shape = documentInputSchema.safeParse(parsed.value)
  const { problems } = validateDocument(parsed.value, nodeTypes)
  if (!shape.success) {
    const own = shape.error.issues.map(({ message }) => shapeProblem(message))
    return { is: 'no-document', problems: hasErrors(problems) ? problems : own }
  }
  const stored = toStoredDocument(shape.data)
  if (isStorableJson(stored.json)) return { is: 'document', stored, problems }
  return {
    is: 'no-document',
    problems: [shapeProblem('holds U+0000 or half of a surrogate pair, which the database cannot store')],
  }
}

function parse(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    const value: unknown = JSON.parse(text)
    // The letters of the name may be written as escapes; then the text tells nothing and the value is looked through.
    if (/__proto__|\\u005f/i.test(text) && hasKey(value, '__proto__'))
      return { ok: false, message: 'holds the key __proto__, which changes what an object is' }
    // Looked for only where a number could be one.
    if (/\de\+?\d{3}|\d{309}/i.test(text) && hasInfiniteNumber(value))
      return { ok: false, message: 'holds a number beyond 1.8e308, which would be lost' }
    return { ok: true, value }
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : 'is not JSON' }
  }
}

function hasKey(root: unknown, key: string): boolean {
  const open = [root]
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue
    if (Object.hasOwn(value, key)) return true
    for (const child of Object.values(value))
      if (typeof child === 'object' && child !== null) open.push(child)
  }
  return false
}

function shapeProblem(message: string): Problem {
  return documentProblem('', {
    code: 'DOCUMENT_SHAPE',
    message: `The document ${message}`,
    mend: 'Correct the document, then send it again.',
  })
}
