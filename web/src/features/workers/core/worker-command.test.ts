import { expect, test } from 'vitest'
import { toWorkerCommand } from './worker-command.ts'

test('a worker is told where PostgreSQL is, and Redis where there is one', () => {
  expect(toWorkerCommand('postgres', [])).toBe(
    'DATABASE_URL=postgresql://user:password@host:5432/heddle \\\n  npm run worker',
  )
  expect(toWorkerCommand('postgres+redis', [])).toContain('REDIS_URL=redis://host:6379')
})

test('a worker that is added while nodes wait for nobody serves their groups', () => {
  expect(toWorkerCommand('postgres', ['gpu', 'mail'])).toContain('HEDDLE_WORKER_GROUPS=gpu,mail \\')
  expect(toWorkerCommand('postgres', ["Ada's loom"])).toContain("HEDDLE_WORKER_GROUPS='Ada'\\''s loom' \\")
})
