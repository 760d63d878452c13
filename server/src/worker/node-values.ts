/**
 * Outputs of nodes as later nodes read them: from memory where this process made or read them lately, else
 * from the database, big ones from the artifact store.
 */
import type { KeptFrom, OutputValue } from '@heddle/core/execution/event.ts'
import type { StoredValues } from '../artifacts/stored-values.ts'
import { NodeFailure } from '../nodes/node-type.ts'
import type { NodeResultKey, StoredNodeResult } from '../store/load-node-results.ts'

export interface ValueAddress {
  readonly executionId: string
  readonly nodeId: string
  readonly nodeIndex: number
  readonly attempt: number
  readonly keptFrom: KeptFrom | null
}

export interface LoadedValue {
  readonly value: unknown
  readonly bytes: number
}

export interface NodeValues {
  /** Remembers an output that was just made. `bytes` is the length of its JSON. */
  keep(address: Omit<ValueAddress, 'nodeIndex' | 'keptFrom'>, value: unknown, bytes: number): void
  /** By node id. A node whose output is nowhere is missing. Rejects where the database does. */
  load(addresses: readonly ValueAddress[]): Promise<Map<string, LoadedValue>>
}

export interface NodeValuesOptions {
  readonly load: (keys: readonly NodeResultKey[]) => Promise<readonly StoredNodeResult[]>
  readonly storedValues: StoredValues
  readonly maxBytes?: number
}

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024
/** Key, entry and object cost more than a short JSON text. */
const ENTRY_BYTES = 400

interface Wanted {
  readonly address: ValueAddress
  /** Where its output is said to be; moves on while a kept result points further back. */
  readonly at: KeptFrom
}

export function createNodeValues({ load, storedValues, maxBytes }: NodeValuesOptions): NodeValues {
  const cache = createCache(maxBytes ?? DEFAULT_MAX_BYTES)

  const read = async (output: OutputValue): Promise<LoadedValue> => {
    if (output.kind === 'inline') {
      return { value: output.value, bytes: JSON.stringify(output.value ?? null).length }
    }
    const value = await storedValues.read(output.key).catch((error: unknown) => {
      throw toReadFailure(error)
    })
    return { value, bytes: output.sizeBytes }
  }

  /** Reads what is there and says for which nodes to look in an earlier execution. */
  const loadRound = async (wanted: readonly Wanted[], found: Map<string, LoadedValue>): Promise<Wanted[]> => {
    const byKey = new Map(wanted.map((one) => [`${one.at.executionId}:${one.address.nodeId}`, one]))
    const further: Wanted[] = []
    for (const row of await load(wanted.map(toKey))) {
      const one = byKey.get(`${row.executionId}:${row.nodeId}`)
      if (one === undefined) continue
      if (row.keptFrom !== null && row.keptFrom.executionId !== row.executionId) {
        further.push({ address: one.address, at: row.keptFrom })
        continue
      }
      const loaded = await read(row.output)
      cache.set(cacheKey(one.address), loaded)
      found.set(one.address.nodeId, loaded)
    }
    return further
  }

  return {
    keep: (address, value, bytes) => cache.set(cacheKey(address), { value, bytes }),
    load: async (addresses) => {
      const found = new Map<string, LoadedValue>()
      let wanted: Wanted[] = []
      for (const address of addresses) {
        const cached = cache.get(cacheKey(address))
        if (cached !== undefined) found.set(address.nodeId, cached)
        else wanted.push({ address, at: address.keptFrom ?? address })
      }
      while (wanted.length > 0) wanted = await loadRound(wanted, found)
      return found
    },
  }
}

function toReadFailure(error: unknown): NodeFailure {
  const reason = error instanceof Error ? error.message : String(error)
  const message = `An output cannot be read from the artifact store: ${reason}.`
  return new NodeFailure({ code: 'EXPRESSION', message, retryable: true })
}

function toKey({ address, at }: Wanted): NodeResultKey {
  // In an earlier execution the node may have another index, because the workflow changed since.
  const isOwn = at.executionId === address.executionId
  return {
    executionId: at.executionId,
    nodeId: address.nodeId,
    nodeIndex: isOwn ? address.nodeIndex : null,
  }
}

function cacheKey({ executionId, attempt, nodeId }: Omit<ValueAddress, 'nodeIndex' | 'keptFrom'>): string {
  return `${executionId}:${attempt}:${nodeId}`
}

/** Forgets what was used longest ago. */
function createCache(maxBytes: number) {
  const entries = new Map<string, LoadedValue>()
  let bytes = 0
  const drop = (key: string) => {
    const entry = entries.get(key)
    if (entry === undefined) return
    entries.delete(key)
    bytes -= entry.bytes + ENTRY_BYTES
  }
  return {
    get: (key: string): LoadedValue | undefined => {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry
    },
    set: (key: string, entry: LoadedValue): void => {
      drop(key)
      entries.set(key, entry)
      bytes += entry.bytes + ENTRY_BYTES
      for (const oldest of entries.keys()) {
        if (bytes <= maxBytes) break
        drop(oldest)
      }
    },
  }
}
