/**
 * Artifacts as they are registered, told as they come and each once. While the bus does not deliver, the database
 * is asked for them; one that is missed all the same is in the list of artifacts.
 */
import { z } from 'zod'
import type { Artifact } from '../../artifacts/artifact.ts'
import type { Bus } from '../../bus/bus.ts'
import { listLatestArtifacts } from '../../store/list-latest-artifacts.ts'
import type { Queryable } from '../../store/queryable.ts'
import type { ArtifactView } from '../artifacts/artifact-shape.ts'
import { toArtifactView } from '../artifacts/to-artifact-view.ts'
import { pollWhileDegraded } from './poll-while-degraded.ts'

export interface ArtifactNews {
  /** The next artifact; null when nothing new is known. */
  take(): ArtifactView | null
  close(): Promise<void>
}

/** A reader this slow reads the list instead. */
const MAX_WAITING = 200
const MAX_TOLD = 5_000
/** What is older was there before and stands in the list: by the clock of the worker that left it. */
const CLOCKS_APART_MS = 60_000

const messageSchema = z.object({
  artifacts: z.array(
    z.object({
      artifactId: z.string(),
      executionId: z.string(),
      nodeId: z.string(),
      attempt: z.number(),
      name: z.string(),
      contentType: z.string(),
      sizeBytes: z.number(),
      sha256: z.string(),
      storageKey: z.string(),
      // A date inside this process, text from another one.
      createdAt: z.coerce.date(),
    }),
  ),
})

export async function followArtifacts(
  { db, bus }: { readonly db: Queryable; readonly bus: Bus },
  { executionId, onNews }: { readonly executionId: string; readonly onNews: () => void },
): Promise<ArtifactNews> {
  const waiting: ArtifactView[] = []
  const told = new Set<string>()
  const since = new Date(Date.now() - CLOCKS_APART_MS)
  const tell = (artifacts: readonly Artifact[]) => {
    const fresh = artifacts.filter(({ artifactId, createdAt }) => createdAt > since && !told.has(artifactId))
    if (fresh.length === 0) return
    for (const { artifactId } of fresh) told.add(artifactId)
    for (const oldest of told) {
      if (told.size <= MAX_TOLD) break
      told.delete(oldest)
    }
    waiting.push(...fresh.map(toArtifactView))
    waiting.splice(0, waiting.length - MAX_WAITING)
    onNews()
  }
  const unsubscribe = await bus.subscribe(`artifacts:${executionId}`, (message) => {
    const { data } = messageSchema.safeParse(message)
    tell(data?.artifacts ?? [])
  })
  const stopPolling = pollWhileDegraded(bus, () => {
    // A database that is away as well is asked again with the next look.
    listLatestArtifacts(db, { executionId, limit: MAX_WAITING }).then(tell, () => undefined)
  })
  return {
    take: () => waiting.shift() ?? null,
    close: async () => {
      stopPolling()
      await unsubscribe()
    },
  }
}
