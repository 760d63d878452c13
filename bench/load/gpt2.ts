/** One step of a language model cut into shards, with a measured time for each task, as a trace. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Trace } from './montage.ts'

/** The parts of the file that a replay needs; `cost` is in milliseconds. */
interface TaskGraphFile {
  readonly task_graph: {
    readonly tasks: readonly { readonly name: string; readonly cost: number }[]
    readonly dependencies: readonly { readonly source: string; readonly target: string }[]
  }
}

/** At its real times. Null where the file is not there. */
export function readGpt2(samplesFolder: string): Trace | null {
  const path = join(samplesFolder, 'dag-bench/gpt2_tensor_sh12_prefill.graph.json')
  if (!existsSync(path)) return null
  const { task_graph: graph } = JSON.parse(readFileSync(path, 'utf8')) as TaskGraphFile
  const parents = Map.groupBy(graph.dependencies, ({ target }) => target)
  const tasks = graph.tasks.map(({ name, cost }) => ({
    id: name,
    durationMs: cost,
    parents: (parents.get(name) ?? []).map(({ source }) => source),
  }))
  return { name: 'gpt2-sh12-prefill', tasks }
}
