/**
 * The process in which large documents are checked. The first message brings the node types; from then on one comes in
 * and one goes out, in order. It ends with the process that started it.
 *
 * A document that came as it would be written does not travel back: whoever sent it has it.
 */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { checkDocumentText, type DocumentCheck } from './check-document-text.ts'

/** Whether what came is stored as it is, and then an empty text stands for it. */
export interface ProcessAnswer {
  readonly check: DocumentCheck
  readonly isAsItCame: boolean
}

const nodeTypes = new Map<string, NodeTypeDeclaration>()

process.once('message', (declarations: readonly NodeTypeDeclaration[]) => {
  for (const declaration of declarations) nodeTypes.set(declaration.type, declaration)
  process.on('message', (document: string | Uint8Array) => {
    const text = typeof document === 'string' ? document : Buffer.from(document).toString('utf8')
    process.send?.(toAnswer(checkDocumentText(text, nodeTypes), text))
  })
})
process.once('disconnect', () => process.exit())

function toAnswer(check: DocumentCheck, text: string): ProcessAnswer {
  if (check.is !== 'document' || check.stored.json !== text) return { check, isAsItCame: false }
  return { check: { ...check, stored: { ...check.stored, json: '' } }, isAsItCame: true }
}
