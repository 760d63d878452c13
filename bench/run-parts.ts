/** The parts in their order: what needs no product first, then everything on one product, then what it has become. */
import { setTimeout as pause } from 'node:timers/promises'
import { startProduct } from '../server/src/testing/start-product.ts'
import { measureStarts } from './measures/measure-starts.ts'
import { closeOnce } from './open-resources.ts'
import type { ProductOptions } from './options.ts'
import { createApiClient } from './product/api-client.ts'
import { cpuReaderOf } from './product/cpu-time.ts'
import { type MemoryFigures, readMemory } from './product/memory.ts'
import { findChildProcess } from './product/process-tree.ts'
import type { Collector } from './report/collector.ts'
import { runBrowserParts } from './run-browser-parts.ts'
import { concurrency, runEngineParts } from './run-engine-parts.ts'

/** A server that has just started still settles: code is compiled, folders are swept. */
const settleMs = 5000
const warmStarts = 3

export async function runParts({ only, samplesFolder }: ProductOptions, collector: Collector): Promise<void> {
  if (only.has('starts')) {
    await collector.attempt(['firstStart', 'warmStart'], async () => {
      const { firstMs, warmMs } = await measureStarts(warmStarts)
      collector.set('firstStart', firstMs)
      collector.set('warmStart', warmMs)
    })
  }
  const begin = performance.now()
  const product = await startProduct({ env: { HEDDLE_CONCURRENCY: String(concurrency) } })
  collector.remark('server alone, first start', performance.now() - begin, 'ms')
  const server = findChildProcess('entry/heddle.ts')
  const api = createApiClient(product.url, product.apiKey)
  const close = closeOnce(async () => {
    await api.close()
    await product.dispose()
  })
  try {
    if (only.has('memory')) await measureMemory('idleMemory', server, collector)
    await runEngineParts({ api, only, samplesFolder, collector, readCpu: cpuReaderOf(server) })
    await runBrowserParts({ product, api, only, collector })
    if (only.has('memory')) await measureMemory('memoryAfter', server, collector)
  } finally {
    await close()
  }
}

async function measureMemory(
  name: 'idleMemory' | 'memoryAfter',
  server: number,
  collector: Collector,
): Promise<void> {
  await collector.attempt([name], async () => {
    await pause(settleMs)
    const memory = readMemory(server)
    if (memory === null) {
      collector.set(name, { missing: 'not measured: needs /proc' })
      return
    }
    collector.set(name, memory.totalMiB)
    collector.remarkText(
      name === 'idleMemory' ? 'memory idle, parts' : 'memory after, parts',
      toParts(memory),
    )
  })
}

function toParts({ nodeMiB, postgresMiB, plainMiB }: MemoryFigures): string {
  const round = (mib: number) => `${Math.round(mib)} MiB`
  return `Node RSS ${round(nodeMiB)}, PostgreSQL PSS ${round(postgresMiB)}; RSS of all added up ${round(plainMiB)}`
}
