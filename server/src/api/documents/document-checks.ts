/**
 * Checks documents before they are stored. A large one is parsed and validated in a thread of its own: with
 * 100,000 nodes that takes seconds, and nobody else should wait for it.
 */
import { isUtf8 } from 'node:buffer'
import { Worker } from 'node:worker_threads'
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { hasErrors, type Problem } from '@heddle/core/definition/problem.ts'
import { DomainError } from '@heddle/core/errors.ts'
import type { StoredDocument } from '../../store/stored-document.ts'
import { checkDocumentText, type DocumentCheck } from './check-document-text.ts'

export interface CheckedDocument {
  readonly stored: StoredDocument
  readonly problems: readonly Problem[]
}

export interface DocumentChecks {
  /** Throws REQUEST_INVALID for what is no JSON and WORKFLOW_INVALID for what is no document. */
  check(json: string | Uint8Array): Promise<CheckedDocument>
}

/** Below this a document is checked faster than it is handed to a thread. */
const LARGE_BYTES = 256 * 1024
/** A document at the limit takes about a sixth of this. */
const MAX_HEAP_MIB = 2_048
const IDLE_MS = 30_000

interface Waiting {
  readonly resolve: (check: DocumentCheck) => void
  readonly reject: (error: Error) => void
}

export function createDocumentChecks(nodeTypes: NodeTypeRegistry): DocumentChecks {
  const thread = createThread(nodeTypes)
  return {
    check: async (json) => {
      if (typeof json !== 'string' && !isUtf8(json)) throw notWellFormed('is not UTF-8')
      const check =
        json.length >= LARGE_BYTES
          ? await thread.check(typeof json === 'string' ? Buffer.from(json) : json)
          : checkDocumentText(typeof json === 'string' ? json : Buffer.from(json).toString('utf8'), nodeTypes)
      switch (check.is) {
        case 'document':
          return { stored: check.stored, problems: check.problems }
        case 'no-document':
          throw new DomainError('WORKFLOW_INVALID', { problems: check.problems })
        case 'no-json':
          throw notWellFormed(check.message)
      }
    },
  }
}

function notWellFormed(message: string): DomainError {
  return new DomainError('REQUEST_INVALID', { problems: [{ path: '', message }] })
}

/** Throws WORKFLOW_INVALID where there are errors; warnings are for people. */
export function requirePublishable({ problems }: CheckedDocument): void {
  if (hasErrors(problems)) throw new DomainError('WORKFLOW_INVALID', { problems })
}

/** Started when it is needed, ended when it has not been for a while: its memory goes with it. */
function createThread(nodeTypes: NodeTypeRegistry): { check(bytes: Uint8Array): Promise<DocumentCheck> } {
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  const waiting: Waiting[] = []
  const end = () => {
    void worker?.terminate()
    worker = null
  }
  const start = () => {
    const started = new Worker(new URL('./document-thread.ts', import.meta.url), {
      workerData: [...nodeTypes.values()],
      resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MIB },
    })
    started.unref()
    started.on('message', (check: DocumentCheck) => {
      waiting.shift()?.resolve(check)
      if (waiting.length === 0) idle = setTimeout(end, IDLE_MS).unref()
    })
    started.on('error', (error) => {
      worker = null
      for (const { reject } of waiting.splice(0))
        reject(error instanceof Error ? error : new Error(String(error)))
    })
    return started
  }
  return {
    check: (bytes) => {
      clearTimeout(idle)
      worker ??= start()
      // A copy that is handed over whole: the original may be a slice of a larger buffer.
      const own = new Uint8Array(bytes)
      worker.postMessage(own, [own.buffer])
      return new Promise((resolve, reject) => waiting.push({ resolve, reject }))
    },
  }
}
