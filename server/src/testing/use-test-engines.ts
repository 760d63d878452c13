/** What a file of tests about engines begins with. */
import type pg from 'pg'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { createTestDatabase, type TestDatabase } from './test-database.ts'
import { startTestEngine, type TestEngine, type TestEngineOptions } from './test-engine.ts'

type EngineOptions = Omit<TestEngineOptions, 'url'>

interface EngineStage {
  readonly pool: pg.Pool
  /** One more engine on the database, stopped after the test. */
  start(options?: EngineOptions): Promise<TestEngine>
}

/** One database for all tests of the file; `usual` holds for each engine that is not told otherwise. */
export function useTestEngines(usual: EngineOptions = {}): EngineStage {
  let database: TestDatabase | undefined
  const engines: TestEngine[] = []
  const whileTesting = () => {
    if (database === undefined) throw new Error('It is there while tests run')
    return database
  }
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterEach(async () => {
    for (const engine of engines.splice(0)) await engine.stop()
  })
  afterAll(() => database?.drop())
  return {
    get pool() {
      return whileTesting().pool
    },
    async start(options = {}) {
      const engine = await startTestEngine({ url: whileTesting().url, ...usual, ...options })
      engines.push(engine)
      return engine
    },
  }
}
