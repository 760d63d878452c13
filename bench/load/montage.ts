/** Real runs of an astronomy workflow (WfFormat 1.5), turned into workflows whose nodes only take their time. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { ScheduledTask } from './list-schedule.ts'

/** The parts of the format that a replay needs. */
interface WfFormatFile {
  readonly name: string
  readonly workflow: {
    readonly specification: {
      readonly tasks: readonly { readonly id: string; readonly parents: readonly string[] }[]
    }
    readonly execution: {
      readonly tasks: readonly { readonly id: string; readonly runtimeInSeconds: number }[]
    }
  }
}

export interface Trace {
  readonly name: string
  readonly tasks: readonly ScheduledTask[]
}

/** Number of sky images in each file. */
export const montagePatches = [8, 30, 100, 300] as const

/** One second of the real run is a millisecond of the replay. Null where the file is not there. */
export function readMontage(samplesFolder: string, patch: number): Trace | null {
  const path = join(samplesFolder, `montage-2mass/montage-patch-${patch}.json`)
  const found = [path, `${path}.gz`].find((candidate) => existsSync(candidate))
  if (found === undefined) return null
  const bytes = readFileSync(found)
  const text = (found.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const { name, workflow } = JSON.parse(text) as WfFormatFile
  const runtimes = new Map(workflow.execution.tasks.map((task) => [task.id, task.runtimeInSeconds]))
  const tasks = workflow.specification.tasks.map(({ id, parents }) => ({
    id,
    durationMs: runtimes.get(id) ?? 0,
    parents,
  }))
  return { name, tasks }
}

export function toReplay(trace: Trace): WorkflowDocument {
  return {
    name: trace.name,
    nodes: Object.fromEntries(
      trace.tasks.map(({ id, durationMs }) => [id, { type: 'wait', params: { durationMs } }]),
    ),
    edges: trace.tasks.flatMap(({ id, parents }) => parents.map((source) => ({ source, target: id }))),
  }
}
