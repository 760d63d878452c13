/** Says which parameter is wrong and how to mend it. */
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

const MAX_NAMED = 5

export function toParamsError(issues: readonly Issue[]): NodeError {
  const problems = issues.map((issue) => ({ path: toPath(issue), message: toMessage(issue) }))
  const sentences = problems.slice(0, MAX_NAMED).map(({ path, message }) => `${path} ${message}`)
  const more = problems.length > MAX_NAMED ? [`and ${problems.length - MAX_NAMED} more`] : []
  return {
    code: 'INVALID_PARAMS',
    message: `Mend the node's parameters: ${[...sentences, ...more].join('; ').replace(/\.$/, '')}.`,
    retryable: false,
    details: { problems },
  }
}

function toPath(issue: Issue): string {
  return issue.path.length === 0 ? 'params' : issue.path.map(String).join('.')
}

function toMessage(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const [, received] = /received (\w+)/.exec(issue.message) ?? []
      return received === undefined || received === 'undefined'
        ? `is missing: give it ${withArticle(issue.expected)}`
        : `must be ${withArticle(issue.expected)}, not ${received}`
    }
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'invalid_union':
      return 'has a value of a kind that does not fit here'
    default:
      return lowerFirst(issue.message)
  }
}

function withArticle(kind: string): string {
  if (kind === 'int') return 'a whole number'
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}
