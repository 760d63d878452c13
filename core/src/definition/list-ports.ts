/** The ports by which a node may leave, besides `failure`: those of its type and those that its parameters name. */
import type { NodeTypeDeclaration, PortSource } from './node-type.ts'
import { failurePort } from './workflow-document.ts'

/** In the order of the declaration, each once. Parameters that are not what they should be name no port. */
export function listPorts(
  { ports, portsFrom = [] }: Pick<NodeTypeDeclaration, 'ports' | 'portsFrom'>,
  params: unknown,
): readonly string[] {
  if (portsFrom.length === 0) return ports
  const named = listPortNames(portsFrom, params).filter((name) => name !== null)
  return [...new Set([...ports, ...named])]
}

/** What the parameters name, place by place; null where a place names no port. */
export function listPortNames(portsFrom: readonly PortSource[], params: unknown): readonly (string | null)[] {
  const given = isRecord(params) ? params : {}
  return portsFrom
    .flatMap((source) => namesFrom(source, given))
    .map((name) => (typeof name === 'string' && name !== '' && name !== failurePort ? name : null))
}

function namesFrom(source: PortSource, params: Readonly<Record<string, unknown>>): unknown[] {
  const value = params[source.param] ?? source.default
  const { each } = source
  if (each === undefined) return [value]
  return Array.isArray(value) ? value.map((item) => (isRecord(item) ? item[each] : undefined)) : []
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
