/** Takes the files of an attempt into the artifact store. */
import { randomUUID } from 'node:crypto'
import { type FileHandle, readdir } from 'node:fs/promises'
import type { WorkFolder } from '../processes/work-folder.ts'
import type { NewArtifact } from './artifact.ts'
import { type ArtifactStore, ContentTooLargeError } from './artifact-store.ts'
import { SNIFF_BYTES, toContentType } from './content-type.ts'
import { mayBeThere, openPlainFile } from './open-plain-file.ts'

export interface CollectRequest {
  readonly folder: WorkFolder
  readonly store: ArtifactStore
  readonly maxBytes: number
  readonly origin: Pick<NewArtifact, 'workspaceId' | 'executionId' | 'nodeId' | 'attempt'>
}

export interface Collected {
  readonly artifacts: readonly NewArtifact[]
  /** A sentence for each file that was not taken. */
  readonly refused: readonly string[]
  /** The first sentence about a file beyond the size limit: losing it silently would be losing a result. */
  readonly tooLarge: string | null
}

type Taken = { readonly artifact: NewArtifact } | { readonly refused: string; readonly tooLarge: boolean }

const MAX_FILES = 1_000
const MIB = 1024 * 1024

export async function collectArtifacts(request: CollectRequest): Promise<Collected> {
  const artifacts: NewArtifact[] = []
  const refused: string[] = []
  let tooLarge: string | null = null
  const names = new Set<string>()
  for await (const path of walk(Buffer.from(request.folder.artifactsPath))) {
    const name = toName(path.subarray(request.folder.artifactsPath.length + 1), names)
    if (artifacts.length === MAX_FILES) {
      refused.push(`An attempt leaves at most ${MAX_FILES} artifacts: ${name} and what follows are not kept.`)
      break
    }
    const taken = await takeFile(path, name, request)
    if ('artifact' in taken) {
      artifacts.push(taken.artifact)
      continue
    }
    refused.push(taken.refused)
    if (taken.tooLarge) tooLarge ??= taken.refused
  }
  return { artifacts, refused, tooLarge }
}

async function takeFile(path: Buffer, name: string, request: CollectRequest): Promise<Taken> {
  const file = await openPlainFile(path, request.folder)
  if (file === null) {
    const why = 'is not a plain file of its own (a link or a pipe)'
    return { refused: `The artifact ${name} ${why} and is not kept.`, tooLarge: false }
  }
  try {
    return { artifact: await keepFile(file, name, request) }
  } catch (error) {
    if (!(error instanceof ContentTooLargeError)) throw error
    const mib = Math.floor(request.maxBytes / MIB)
    return { refused: `The artifact ${name} is larger than the limit of ${mib} MiB.`, tooLarge: true }
  } finally {
    await file.close()
  }
}

async function keepFile(file: FileHandle, name: string, request: CollectRequest): Promise<NewArtifact> {
  const head = Buffer.alloc(SNIFF_BYTES)
  const { bytesRead } = await file.read(head, 0, SNIFF_BYTES, 0)
  const source = file.createReadStream({ start: 0, autoClose: false, highWaterMark: 256 * 1024 })
  const content = await request.store.put(source, { maxBytes: request.maxBytes })
  return {
    ...request.origin,
    artifactId: randomUUID(),
    name,
    contentType: toContentType(name, head.subarray(0, bytesRead)),
    sizeBytes: content.sizeBytes,
    sha256: content.sha256,
    storageKey: content.key,
    createdAt: new Date(),
  }
}

/** Every entry that is not a folder, in the order of names. As bytes, because names need not be text. */
async function* walk(folder: Buffer): AsyncGenerator<Buffer> {
  const listing = readdir(folder, { withFileTypes: true, encoding: 'buffer' })
  const entries = await listing.catch((error: NodeJS.ErrnoException) => {
    if (mayBeThere(error)) throw error
    return []
  })
  entries.sort((a, b) => Buffer.compare(a.name, b.name))
  for (const entry of entries) {
    const path = Buffer.concat([folder, Buffer.from('/'), entry.name])
    if (entry.isDirectory()) yield* walk(path)
    else yield path
  }
}

/** A name that is text, that a header and a page can show, and that no other file of the attempt has. */
function toName(bytes: Buffer, taken: Set<string>): string {
  const text = bytes.toString('utf8').replaceAll(/\p{Cc}/gu, '\uFFFD')
  let name = text
  for (let count = 2; taken.has(name); count += 1) name = `${text} (${count})`
  taken.add(name)
  return name
}
