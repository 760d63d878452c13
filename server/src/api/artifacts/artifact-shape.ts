import { z } from 'zod'
import { instantSchema } from '../instant.ts'

export const artifactSchema = z.object({
  artifactId: z.string(),
  executionId: z.string(),
  nodeId: z.string(),
  attempt: z.number(),
  name: z.string(),
  contentType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  createdAt: instantSchema,
  /** Where the bytes are read; a session's cookie opens it as well as a key. */
  href: z.string(),
})
export type ArtifactView = z.infer<typeof artifactSchema>
