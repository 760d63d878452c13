/** All node types. A new one is its folder and its line here. */
import type { NodeTypeRegistry } from '@heddle/core/definition/node-type.ts'
import { approval } from './approval/approval.ts'
import { branch } from './branch/branch.ts'
import { fail } from './fail/fail.ts'
import { http } from './http/http.ts'
import { javascript } from './javascript/javascript.ts'
import { map } from './map/map.ts'
import type { NodeType } from './node-type.ts'
import { noop } from './noop/noop.ts'
import { shell } from './shell/shell.ts'
import { signal } from './signal/signal.ts'
import { subworkflow } from './subworkflow/subworkflow.ts'
import { transform } from './transform/transform.ts'
import { wait } from './wait/wait.ts'

const types = [
  shell,
  javascript,
  http,
  transform,
  branch,
  map,
  subworkflow,
  wait,
  approval,
  signal,
  noop,
  fail,
]

export const nodeTypes: ReadonlyMap<string, NodeType> = new Map(
  types.map((type) => [type.declaration.type, type]),
)

/** What everybody but the worker knows of them. */
export const nodeTypeRegistry: NodeTypeRegistry = new Map(
  [...nodeTypes].map(([name, { declaration }]) => [name, declaration]),
)
