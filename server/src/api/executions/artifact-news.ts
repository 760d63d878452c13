/** Artifacts as they are registered, told as they come. One that the bus loses is in the list of artifacts all the same. */
import { z } from 'zod'
import type { Bus } from '../../bus/bus.ts'
import type { ArtifactView } from '../artifacts/artifact-shape.ts'
import { toArtifactView } from '../artifacts/to-artifact-view.ts'

export interface ArtifactNews {
  /** The next artifact; null when nothing new is known. */
  take(): ArtifactView | null
  close(): Promise<void>
}

/** A reader this slow reads the list instead. */
const MAX_WAITING = 200

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
  bus: Bus,
  { executionId, onNews }: { readonly executionId: string; readonly onNews: () => void },
): Promise<ArtifactNews> {
  const waiting: ArtifactView[] = []
  const unsubscribe = await bus.subscribe(`artifacts:${executionId}`, (message) => {
    const { data } = messageSchema.safeParse(message)
    waiting.push(...(data?.artifacts ?? []).map(toArtifactView))
    waiting.splice(0, waiting.length - MAX_WAITING)
    onNews()
  })
  return {
    take: () => waiting.shift() ?? null,
    close: async () => {
      await unsubscribe()
    },
  }
}
