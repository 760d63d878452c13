import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { clusterUrl } from '../../server/src/ops/postgres-cluster.ts'

interface WorkerPlace {
  /** Of the product whose work it shares. */
  readonly dataDir: string
  readonly groups: string
  readonly slots: number
}

/** One more process on the database of a started product, for a picture of several. */
export async function startWorker({ dataDir, groups, slots }: WorkerPlace): Promise<{ stop: () => void }> {
  const { port, password } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8'))
  const root = join(import.meta.dirname, '../..')
  const child = spawn(process.execPath, [join(root, 'server/src/entry/heddle.ts'), 'worker'], {
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: clusterUrl({ port, password }),
      HEDDLE_DATA_DIR: dataDir,
      HEDDLE_WORKER_GROUPS: groups,
      HEDDLE_CONCURRENCY: String(slots),
      LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((ready, fail) => {
    child.stdout.once('data', ready)
    child.once('exit', () => fail(new Error('The worker ended instead of starting')))
  })
  return { stop: () => void child.kill('SIGKILL') }
}
