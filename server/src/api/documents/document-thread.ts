/** The thread in which large documents are checked. One message in, one message out, in order. */
import { parentPort, workerData } from 'node:worker_threads'
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { checkDocumentText } from './check-document-text.ts'

const nodeTypes = new Map(
  (workerData as readonly NodeTypeDeclaration[]).map((declaration) => [declaration.type, declaration]),
)

parentPort?.on('message', (bytes: Uint8Array) => {
  parentPort?.postMessage(checkDocumentText(Buffer.from(bytes).toString('utf8'), nodeTypes))
})
