/**
 * Checks documents before they are stored. A large one is parsed and validated in a process of its own: with
 * 100,000 nodes that takes seconds and 400 MiB, and nobody else should wait for it or go without.
 *
 * Rejected: a thread. Its memory is the server's: with 100,000 nodes a server grew from 180 to 630 MiB, and kept
 * half of it when the thread had ended.
 */
import { isUtf8 } from 'node:buffer'
import { type ChildProcess, fork } from 'node:child_process'
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { hasErrors, type Problem } from '@heddle/core/definition/problem.ts'
import { DomainError } from '@heddle/core/errors.ts'
import type { StoredDocument } from '../../store/stored-document.ts'
import { checkDocumentText, type DocumentCheck } from './check-document-text.ts'
import type { ProcessAnswer } from './document-process.ts'

export interface CheckedDocument {
  readonly stored: StoredDocument
  readonly problems: readonly Problem[]
}

export interface DocumentChecks {
  /** Throws REQUEST_INVALID for what is no JSON and WORKFLOW_INVALID for what is no document. */
  check(json: string | Uint8Array): Promise<CheckedDocument>
}

/** Below this a document is checked faster than it is handed to a process. */
const LARGE_BYTES = 256 * 1024
/** A document at the limit takes about a sixth of this. */
const MAX_HEAP_MIB = 2_048
const IDLE_MS = 30_000

interface Waiting {
  readonly document: string | Uint8Array
  readonly resolve: (check: DocumentCheck) => void
  readonly reject: (error: Error) => void
}

export function createDocumentChecks(nodeTypes: NodeTypeRegistry): DocumentChecks {
  const checker = createChecker(nodeTypes)
  return {
    check: async (json) => {
      if (typeof json !== 'string' && !isUtf8(json)) throw notWellFormed('is not UTF-8')
      const check =
        json.length >= LARGE_BYTES
          ? await checker.check(json)
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
function createChecker(nodeTypes: NodeTypeRegistry): {
  check(document: string | Uint8Array): Promise<DocumentCheck>
} {
  let checker: ChildProcess | null = null
  let idle: NodeJS.Timeout | undefined
  const waiting: Waiting[] = []
  const end = (started: ChildProcess) => {
    checker = null
    started.disconnect()
  }
  const start = () => {
    const started = fork(new URL('./document-process.ts', import.meta.url), {
      execArgv: [`--max-old-space-size=${MAX_HEAP_MIB}`],
      // Bytes stay bytes.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    started.send([...nodeTypes.values()])
    started.on('message', (answer: ProcessAnswer) => {
      const first = waiting.shift()
      first?.resolve(toCheck(answer, first.document))
      if (waiting.length === 0) idle = setTimeout(() => end(started), IDLE_MS).unref()
    })
    const giveUp = (reason: string) => {
      if (checker !== started) return
      checker = null
      for (const { reject } of waiting.splice(0)) reject(new Error(`The check of a document ${reason}`))
    }
    started.once('error', (error) => giveUp(`failed: ${error.message}`))
    started.once('disconnect', () => giveUp('ended before its time'))
    started.unref()
    started.channel?.unref()
    return started
  }
  return {
    check: (document) => {
      clearTimeout(idle)
      checker ??= start()
      checker.send(document)
      return new Promise((resolve, reject) => waiting.push({ document, resolve, reject }))
    },
  }
}

function toCheck({ check, isAsItCame }: ProcessAnswer, document: string | Uint8Array): DocumentCheck {
  if (check.is !== 'document' || !isAsItCame) return check
  return { ...check, stored: { ...check.stored, json: document } }
}
