/** Real runs of an astronomy workflow (WfFormat 1.5) as workflows whose nodes only take their time. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { readProcessEnvironment } from '../entry/env.ts'

const FOLDER = join(import.meta.dirname, '../../../../shared/data')

/** Where real data is kept for tests. */
export function findSamples(): string {
  return readProcessEnvironment().HEDDLE_SAMPLES ?? FOLDER
}

interface WfFormatFile {
  readonly workflow: {
    readonly specification: {
      readonly tasks: readonly { readonly id: string; readonly parents: readonly string[] }[]
    }
    readonly execution: {
      readonly tasks: readonly { readonly id: string; readonly runtimeInSeconds: number }[]
    }
  }
}

/** One second of the real run is a millisecond here. Null where the file is not there. */
export function readMontage(samplesFolder: string, patch: number): WorkflowDocument | null {
  const path = join(samplesFolder, `montage-2mass/montage-patch-${patch}.json`)
  const found = [path, `${path}.gz`].find((candidate) => existsSync(candidate))
  if (found === undefined) return null
  const bytes = readFileSync(found)
  const text = (found.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const { specification, execution } = (JSON.parse(text) as WfFormatFile).workflow
  const runtimes = new Map(execution.tasks.map((task) => [task.id, task.runtimeInSeconds]))
  const { tasks } = specification
  const toNode = (id: string) => ({ type: 'wait', params: { durationMs: runtimes.get(id) ?? 0 } })
  return {
    name: `Montage of ${patch}`,
    nodes: Object.fromEntries(tasks.map(({ id }) => [id, toNode(id)])),
    edges: tasks.flatMap(({ id, parents }) => parents.map((source) => ({ source, target: id }))),
  }
}
