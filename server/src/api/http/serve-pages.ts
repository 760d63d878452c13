/**
 * The built pages. Files with a hash in their name never change and are kept for a year; the page itself is
 * asked for each time. Compressed once, on first use, and held in memory: the whole is a few megabytes.
 */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import mime from 'mime-types'

export interface Page {
  readonly contentType: string
  readonly etag: string
  readonly isImmutable: boolean
  /** Plain, or as the accepted encoding says. */
  encode(acceptEncoding: string | undefined): Promise<{ body: Buffer; encoding: 'br' | 'gzip' | null }>
}

export interface Pages {
  /** The file at this path; null where there is none. */
  find(path: string): Promise<Page | null>
  /** The page that every address of the application opens; null where nothing was built. */
  findIndex(): Promise<Page | null>
  /** Digests of the scripts that stand in the page itself, for the content security policy. */
  listInlineScriptHashes(): Promise<readonly string[]>
}

const compressible = /^(text\/|application\/(javascript|json|manifest\+json|wasm)|image\/svg\+xml)/
const hashedName = /^\/assets\/.+-[\w-]{8,}\.\w+$/
const inlineScript = /<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g
const BROTLI_QUALITY = 6
const toBrotli = promisify(brotliCompress)
const toGzip = promisify(gzip)

export function createPages(folder: string): Pages {
  const loading = new Map<string, Promise<Page>>()
  let listing: Promise<ReadonlySet<string>> | null = null
  const find = async (path: string) => {
    listing ??= listFiles(folder)
    if (!(await listing).has(path)) return null
    const page = loading.get(path) ?? loadPage(folder, path)
    loading.set(path, page)
    return page.catch((error: NodeJS.ErrnoException) => {
      loading.delete(path)
      // Built anew under a running server: the file of the old build is gone.
      if (error.code === 'ENOENT') return null
      throw error
    })
  }
  return {
    find,
    findIndex: () => find('/index.html'),
    listInlineScriptHashes: async () => {
      const page = await find('/index.html')
      const html = page === null ? '' : (await page.encode(undefined)).body.toString('utf8')
      return [...html.matchAll(inlineScript)].map(([, code = '']) => `'sha256-${sha256(code)}'`)
    },
  }
}

/** Only these paths are ever opened, so that no request can climb out of the folder. */
async function listFiles(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter((entry) => entry.isFile())
  return new Set(
    files.map((file) => `/${relative(folder, join(file.parentPath, file.name)).split(sep).join('/')}`),
  )
}

async function loadPage(folder: string, path: string): Promise<Page> {
  const plain = await readFile(join(folder, path))
  const contentType = mime.contentType(path.slice(path.lastIndexOf('/') + 1)) || 'application/octet-stream'
  const kept: { br?: Promise<Buffer>; gzip?: Promise<Buffer> } = {}
  return {
    contentType,
    etag: `"${sha256(plain).slice(0, 27)}"`,
    isImmutable: hashedName.test(path),
    encode: async (acceptEncoding = '') => {
      if (!compressible.test(contentType) || plain.length < 1024) return { body: plain, encoding: null }
      if (/\bbr\b/.test(acceptEncoding)) {
        kept.br ??= toBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
        return { body: await kept.br, encoding: 'br' }
      }
      if (!/\bgzip\b/.test(acceptEncoding)) return { body: plain, encoding: null }
      kept.gzip ??= toGzip(plain)
      return { body: await kept.gzip, encoding: 'gzip' }
    },
  }
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('base64')
}
