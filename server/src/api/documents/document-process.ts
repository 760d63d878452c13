/**
 * The process in which large documents are checked. The first message brings the node types; from then on one comes in
 * and one goes out, in order. It ends with the process that started it.
 */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { checkDocumentText } from './check-document-text.ts'

const nodeTypes = new Map<string, NodeTypeDeclaration>()

process.once('message', (declarations: readonly NodeTypeDeclaration[]) => {
  for (const declaration of declarations) nodeTypes.set(declaration.type, declaration)
  process.on('message', (document: string | Uint8Array) => {
    const text = typeof document === 'string' ? document : Buffer.from(document).toString('utf8')
    process.send?.(checkDocumentText(text, nodeTypes))
  })
})
process.once('disconnect', () => process.exit())
