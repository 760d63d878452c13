/** A storage that speaks S3, with one bucket, for a test file. It keeps what it is given in a folder of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BucketOptions } from '../artifacts/bucket.ts'
import { findFreePort } from '../ops/free-port.ts'
import { createLogger } from '../ops/logger.ts'
import { waitFor } from './wait-for.ts'

export interface TestBucket {
  readonly options: BucketOptions
  /** What the bucket holds, each as its name and what belongs to it. */
  list(): string[]
  /** Kills the storage; what it holds stays. */
  kill(): Promise<void>
  start(): Promise<void>
  dispose(): Promise<void>
}

const BUCKET = 'heddle-test'
const require = createRequire(import.meta.url)
const program = require.resolve('s3rver/bin/s3rver.js')

export async function startTestBucket(): Promise<TestBucket> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-bucket-'))
  const port = await findFreePort()
  const endpoint = `http://127.0.0.1:${port}`
  let child: ChildProcess
  const start = async () => {
    const where = ['--directory', folder, '--address', '127.0.0.1', '--port', String(port)]
    const what = ['--configure-bucket', BUCKET, '--silent']
    child = spawn(process.execPath, [program, ...where, ...what], { stdio: 'ignore' })
    await waitFor(() => fetch(endpoint).then(Boolean, () => false), {
      deadlineMs: 30_000,
      what: 'the start of the storage',
    })
  }
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  await start()
  return {
    options: {
      endpoint,
      bucket: BUCKET,
      region: 'us-east-1',
      // Whom this storage lets in.
      accessKey: 'S3RVER',
      secretKey: 'S3RVER',
      timeoutMs: 5_000,
      patienceMs: 0,
      breakers: { failures: 3, resetMs: 100, retries: 1 },
      logger: createLogger('silent'),
    },
    list: () => readdirSync(join(folder, BUCKET), { recursive: true, encoding: 'utf8' }),
    kill,
    start,
    dispose: async () => {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
