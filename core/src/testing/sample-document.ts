/** A small valid document for the tests of validation, and the rows that they are written as. */
import { expect } from 'vitest'
import type { ProblemCode } from '../definition/problem.ts'
import { validateDocument } from '../definition/validate-document.ts'
import { sampleNodeTypes } from './sample-node-types.ts'

export const noop = { type: 'noop' }
export const chain = { a: noop, b: noop, c: noop }

export function edge(source: string, target: string, more: object = {}) {
  return { source, target, ...more }
}

export function shell(script: unknown) {
  return { type: 'shell', params: { script } }
}

/** A valid document, with some of it replaced. */
export function documentWith(parts: object) {
  return { name: 'Report', nodes: chain, edges: [edge('a', 'b'), edge('b', 'c')], ...parts }
}

export interface ProblemRow {
  readonly name: string
  readonly parts: object
  readonly code: ProblemCode
  readonly path: string
  /** Part of the message. */
  readonly says?: string
  readonly warns?: true
}

export function expectProblem({ parts, code, path, says, warns }: ProblemRow): void {
  const { problems } = validateDocument(documentWith(parts), sampleNodeTypes)
  const found = problems.find((problem) => problem.code === code)
  expect(problems.map((problem) => problem.code)).toContain(code)
  expect(found).toMatchObject({ path, severity: warns ? 'warning' : 'error' })
  if (says !== undefined) expect(found?.message).toContain(says)
  expect(found?.mend).not.toBe('')
}

export function expectNoProblems({ parts }: Pick<ProblemRow, 'parts'>): void {
  expect(validateDocument(documentWith(parts), sampleNodeTypes).problems).toEqual([])
}
