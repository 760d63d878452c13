/** What travels between the pool and its threads. */
import type { JsonSchema } from '@heddle/core/definition/node-type.ts'
import type { Evaluated, ExpressionScope } from '@heddle/core/expression/evaluate.ts'

export type ExpressionJob =
  | {
      readonly kind: 'params'
      readonly params: Readonly<Record<string, unknown>>
      readonly schema: JsonSchema
      readonly scope: ExpressionScope
    }
  | { readonly kind: 'value'; readonly source: string; readonly scope: ExpressionScope }
  /** Conditions of edges: each is true or false; the first that fails ends it and gives its place. */
  | { readonly kind: 'conditions'; readonly sources: readonly string[]; readonly scope: ExpressionScope }

export interface ThreadSettings {
  readonly timeoutMs: number
}

export type ThreadAnswer = Evaluated
