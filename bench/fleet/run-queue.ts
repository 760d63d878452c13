/** What a task costs on its way through the queue's adapter, beside a job of plain BullMQ on the same Redis. */
import { randomUUID } from 'node:crypto'
import { consume, createTestQueues, createTestTasks } from '../../server/src/testing/test-queues.ts'
import { waitFor } from '../../server/src/testing/wait-for.ts'
import { formatNumber } from '../report/format-report.ts'
import { median } from '../report/statistics.ts'
import { concurrency } from './bench-fleet.ts'
import type { FleetPartsInput } from './fleet-parts.ts'
import { openPlainBullmq } from './plain-bullmq.ts'

interface QueueTrial {
  readonly addedPerSecond: number
  readonly takenPerSecond: number
  /** Of this process, for all of it. */
  readonly cpuUs: number
}

const tasks = 10_000
const executions = 10
const repeats = 3
const deadlineMs = 60_000
const head = ['queue', 'added/s', 'taken and settled/s', 'processor of its process a task']

export async function runQueue(input: FleetPartsInput): Promise<void> {
  const { bench, collector } = input
  const measure = async () => {
    const redisUrl = bench.fleet.redis.url
    const plain = await openPlainBullmq(bench.fleet.redis, input.plainSetting())
    const rows: string[][] = []
    try {
      const plainTrials = []
      const ours = new Map<number, QueueTrial[]>([
        [concurrency, []],
        [100, []],
      ])
      for (let round = 0; round < repeats; round += 1) {
        plainTrials.push(await plain.run(tasks))
        for (const [room, trials] of ours) trials.push(await runTrial(redisUrl, room))
      }
      const plainRate = median(plainTrials.map(({ workedPerSecond }) => workedPerSecond))
      const round = (rate: number) => formatNumber(Math.round(rate))
      rows.push([
        'plain BullMQ',
        round(median(plainTrials.map((trial) => trial.addedPerSecond))),
        round(plainRate),
        '-',
      ])
      for (const [room, trials] of ours) {
        const taken = median(trials.map(({ takenPerSecond }) => takenPerSecond))
        rows.push([
          `adapter, ${formatNumber(room)} at once`,
          round(median(trials.map(({ addedPerSecond }) => addedPerSecond))),
          `${round(taken)} (${formatNumber(taken / plainRate)} x)`,
          `${formatNumber(median(trials.map(({ cpuUs }) => cpuUs)))} µs`,
        ])
      }
    } finally {
      await plain.close()
    }
    collector.addTable({ head, rows })
  }
  await collector.attempt([], measure, 'queue')
}

/** Adds them all, then takes and settles them all, in this process. */
async function runTrial(redisUrl: string, room: number): Promise<QueueTrial> {
  const queues = createTestQueues(redisUrl)
  try {
    const server = await queues.open([])
    const worker = await queues.open(['default'])
    const cpu = process.cpuUsage()
    const begin = performance.now()
    for (let index = 0; index < executions; index += 1) {
      server.add(createTestTasks(randomUUID(), tasks / executions))
    }
    await waitFor(async () => (await server.depth()).tasks === tasks, {
      deadlineMs,
      what: 'all tasks to be there',
    })
    const added = performance.now()
    const received = consume(worker, room)
    await waitFor(() => received.length >= tasks, { deadlineMs, what: 'all tasks to be taken' })
    await waitFor(async () => (await server.depth()).tasks === 0, { deadlineMs, what: 'an empty queue' })
    const end = performance.now()
    const { user, system } = process.cpuUsage(cpu)
    return {
      addedPerSecond: (tasks * 1000) / (added - begin),
      takenPerSecond: (tasks * 1000) / (end - added),
      cpuUs: (user + system) / tasks,
    }
  } finally {
    await queues.closeAll()
  }
}
