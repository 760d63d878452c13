/** Outputs that are too big for an event, kept in the artifact store as JSON. */
import { Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import type { OutputValue } from '@heddle/core/execution/event.ts'
import type { ArtifactStore } from './artifact-store.ts'

export interface StoredValues {
  /** Keeps a JSON text. */
  write(text: string): Promise<Extract<OutputValue, { kind: 'stored' }>>
  read(key: string): Promise<unknown>
}

export function createStoredValues(store: ArtifactStore): StoredValues {
  return {
    write: async (text) => {
      const bytes = Buffer.from(text)
      const content = await store.put(Readable.from([bytes]), { maxBytes: bytes.length })
      return { kind: 'stored', ...content }
    },
    read: async (key) => json(await store.open(key)),
  }
}
