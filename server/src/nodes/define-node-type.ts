/** Joins what a node's folder says into a node type. The form and its checks come from the parameter schema. */
import type { NodeTypeDeclaration, ParameterHints } from '@heddle/core/definition/node-type.ts'
import { z } from 'zod'
import type { AttemptContext, NodeType, RunResult } from './node-type.ts'

type Definition<P> = Omit<NodeTypeDeclaration, 'params' | 'ports'> & {
  readonly ports?: readonly string[]
  readonly readsNodes?: boolean
  readonly params: z.ZodType<P>
  readonly run: (context: AttemptContext<P>) => Promise<RunResult>
}

export function defineNodeType<P>(definition: Definition<P>): NodeType {
  const { params, run, ports, readsNodes, ...texts } = definition
  const schema = z.toJSONSchema(params, { io: 'input' })
  return {
    declaration: { ...texts, ports: ports ?? ['success'], params: schema },
    readsNodes: readsNodes ?? false,
    params,
    // Whoever runs a node has checked its parameters with the schema above.
    run: (context) => run(context as AttemptContext<P>),
  }
}

/** Metadata of a parameter: its name in the form, what it is for, and the hints for its field. */
export function describeParam(title: string, description: string, hints?: ParameterHints) {
  return { title, description, ...(hints && { 'x-heddle': hints }) }
}
