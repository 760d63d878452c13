import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import { describe, expect, it } from 'vitest'
import { describeFieldProblem, describeProblem, toProblemWords } from './problem-words.ts'

const wait: Pick<NodeTypeDeclaration, 'params'> = {
  params: {
    type: 'object',
    properties: {
      durationMs: { type: 'number', title: 'Duration' },
      until: { type: 'string', title: 'Until' },
      url: { type: 'string' },
      cases: {
        type: 'array',
        items: { type: 'object', title: 'Case', properties: { port: { type: 'string', title: 'Port' } } },
      },
    },
  },
}
const declaration = wait as NodeTypeDeclaration

function problem(part: Partial<Problem>): Problem {
  return {
    code: 'PARAM_MISSING',
    severity: 'error',
    nodeId: 'fetch',
    edgeIndex: null,
    path: 'nodes.fetch.params.url',
    message: 'url is missing',
    mend: 'Set url of the node fetch.',
    ...part,
  }
}

describe('the words of a problem', () => {
  it('names a missing parameter as its field does', () => {
    expect(toProblemWords(problem({}), declaration)).toEqual({ wrong: 'URL is empty', mend: 'Fill in URL' })
    expect(describeProblem(problem({}), declaration)).toBe('URL is empty. Fill in URL.')
  })

  it('names a field of a row, and the row', () => {
    const path = 'nodes.fetch.params.cases.0.port'
    const missing = problem({ path, message: 'port is missing', mend: 'Set cases.0.port of the node fetch.' })
    expect(describeProblem(missing, declaration)).toBe('Port of case 1 is empty. Fill in Port of case 1.')
    const wrong = problem({
      code: 'PARAM_INVALID',
      path,
      message: 'cases.0.port must be letters',
      mend: 'Correct the value.',
    })
    expect(describeProblem(wrong, declaration)).toBe('Port of case 1 must be letters. Correct the value.')
  })

  it('puts labels in place of names in a choice', () => {
    const choice = problem({
      code: 'PARAM_INVALID',
      path: 'nodes.fetch.params',
      message: 'one of durationMs, until must be given',
      mend: 'Correct the value.',
    })
    expect(toProblemWords(choice, declaration)).toEqual({
      wrong: 'One of Duration, Until must be given',
      mend: 'Correct the value',
    })
  })

  it('puts labels in place of names where only one may be given', () => {
    const choice = problem({
      code: 'PARAM_INVALID',
      path: 'nodes.fetch.params.until',
      message: 'only one of durationMs, until may be given',
      mend: '',
    })
    expect(toProblemWords(choice, declaration).wrong).toBe('Only one of Duration, Until may be given')
  })

  it('names a setting as its field does, and elsewhere in words', () => {
    const setting = problem({
      code: 'DOCUMENT_SHAPE',
      path: 'nodes.fetch.retry.maxAttempts',
      message: 'maxAttempts must be at least 1',
      mend: 'Correct the value.',
    })
    expect(describeFieldProblem(setting, 'Attempts')).toBe('Attempts must be at least 1. Correct the value.')
    expect(describeProblem(setting, declaration)).toBe('Max attempts must be at least 1. Correct the value.')
  })

  it('leaves other problems in their words', () => {
    const cycle = problem({
      code: 'CYCLE',
      path: '',
      message: 'a leads back to a',
      mend: 'Remove one.',
    })
    expect(describeProblem(cycle)).toBe('A leads back to a. Remove one.')
  })
})
