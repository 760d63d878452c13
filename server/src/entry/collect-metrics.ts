/** What `/metrics` tells about this process. */
import type { Metric } from '../ops/render-metrics.ts'
import type { RunningWorker } from './run-worker.ts'

export async function collectMetrics({ engine, worker, queue, slots }: RunningWorker): Promise<Metric[]> {
  const depth = await queue.depth()
  const { commits, roundTrips, events, steps, conflicts, catchUps, locks } = engine.counters
  return [
    counter('heddle_engine_commits_total', 'Guarded statements committed.', commits),
    counter('heddle_engine_round_trips_total', 'Commits and loads of executions.', roundTrips),
    counter('heddle_engine_events_total', 'Events committed.', events),
    counter('heddle_engine_steps_total', 'Nodes that reached their last status.', steps),
    counter('heddle_engine_conflicts_total', 'Executions that another process had moved.', conflicts),
    counter('heddle_engine_catch_ups_total', 'Executions whose newer events were read.', catchUps),
    counter('heddle_engine_locks_total', 'Executions that were locked before they were decided.', locks),
    gauge('heddle_engine_cached_executions', 'Executions held in memory.', engine.executions.size),
    gauge('heddle_queue_tasks', 'Tasks that wait for a slot.', depth.tasks),
    gauge('heddle_worker_slots', 'Attempts that this process may run at once.', slots),
    gauge('heddle_worker_slots_used', 'Attempts that this process runs.', worker.used),
    gauge('process_resident_memory_bytes', 'Resident memory of this process.', process.memoryUsage.rss()),
  ]
}

function counter(name: string, help: string, value: number): Metric {
  return { name, help, kind: 'counter', value }
}

function gauge(name: string, help: string, value: number): Metric {
  return { name, help, kind: 'gauge', value }
}
