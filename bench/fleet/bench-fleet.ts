/**
 * The fleet that all parts meet: PostgreSQL, Redis, a balancer and a server as docker-compose.yml has them, and as many
 * workers as a part wants. Clients go through the balancer; counters are read at each process.
 */

import type { FleetRedis } from '../../server/src/fleet/fleet-redis.ts'
import { type Fleet, type FleetProcess, startFleet } from '../../server/src/fleet/start-fleet.ts'
import { findRedis } from '../../server/src/testing/test-redis.ts'
import { closeOnce } from '../open-resources.ts'
import { type ApiClient, createApiClient } from '../product/api-client.ts'
import { type CpuTime, cpuReaderOf, type ReadCpu } from '../product/cpu-time.ts'
import {
  addCounts,
  type EngineCount,
  type ReadEngineCount,
  toEngineCount,
} from '../product/engine-counters.ts'

export interface BenchFleet {
  readonly fleet: Fleet
  readonly api: ApiClient
  /** Of all processes that run now, together. */
  readonly readCount: ReadEngineCount
  readonly readCpu: ReadCpu
  /** Workers that run now. */
  readonly workers: () => readonly FleetProcess[]
  /** The server and the workers that run now. */
  readonly processes: () => readonly FleetProcess[]
  /** Starts or stops workers until so many run. */
  setWorkers(count: number): Promise<void>
  close(): Promise<void>
}

/** Nodes at once in each worker: the product's default, said aloud because ideals depend on it. */
export const concurrency = 32

const mostWorkers = 4

export async function openBenchFleet(): Promise<BenchFleet> {
  findRedis()
  const env = { LOG_LEVEL: 'warn' }
  const fleet = await startFleet({ servers: 1, workers: mostWorkers, concurrency, env })
  const api = createApiClient(fleet.url, fleet.apiKey)
  const close = closeOnce(async () => {
    await api.close()
    await fleet.dispose()
  })
  const workers = () => fleet.workers.filter(({ pid }) => pid !== null)
  const processes = () => [...fleet.servers, ...workers()]
  return {
    fleet,
    api,
    workers,
    processes,
    readCount: () => sumCounts(processes(), fleet.apiKey),
    readCpu: () => sumCpu(fleet, workers()),
    setWorkers: (count) => setWorkers(fleet.workers, count),
    close,
  }
}

async function setWorkers(workers: readonly FleetProcess[], count: number): Promise<void> {
  await Promise.all(workers.map((worker, at) => (at < count ? worker.start() : worker.stop())))
}

async function sumCounts(processes: readonly FleetProcess[], apiKey: string): Promise<EngineCount> {
  const headers = { authorization: `Bearer ${apiKey}` }
  const counts = await Promise.all(
    processes.map(async ({ url }) =>
      toEngineCount(await (await fetch(`${url}/metrics`, { headers })).text()),
    ),
  )
  return counts.reduce(addCounts)
}

function sumCpu(fleet: Fleet, workers: readonly FleetProcess[]): CpuTime {
  const nodeMsOf = (processes: readonly (FleetProcess | FleetRedis['process'])[]) =>
    processes.reduce((sum, one) => sum + readTree(one?.pid ?? null).nodeMs, 0)
  const serverMs = nodeMsOf(fleet.servers)
  return {
    nodeMs: serverMs + nodeMsOf(workers),
    postgresMs: readTree(fleet.postgres.findPid()).postgresMs,
    fleet: { serverMs, balancerMs: nodeMsOf([fleet.balancer]), redisMs: nodeMsOf([fleet.redis.process]) },
  }
}

function readTree(root: number | null): CpuTime {
  return root === null ? { nodeMs: 0, postgresMs: 0 } : cpuReaderOf(root)()
}
