/** What a value should have been, in words for whoever wrote it. They follow the name of the field. */
import type { z } from 'zod'

const kindWords: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
}

export function describeIssue(issue: z.core.$ZodIssue, isMissing: boolean): string {
  switch (issue.code) {
    case 'invalid_type':
      return isMissing ? 'is missing' : `must be ${kindWords[issue.expected] ?? issue.expected}`
    case 'invalid_value':
      return `must be one of ${issue.values.map(String).join(', ')}`
    case 'too_big':
      if (issue.origin === 'array') return `must have at most ${issue.maximum} entries`
      return `must be at most ${issue.maximum}${issue.origin === 'string' ? ' characters long' : ''}`
    case 'too_small':
      if (isEmptiness(issue)) return 'must not be empty'
      return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`
    case 'unrecognized_keys':
      return 'is not known here; leave it out'
    case 'invalid_format':
      return 'has a form that is not allowed'
    default:
      return 'is not valid'
  }
}

function isEmptiness({ origin, minimum }: z.core.$ZodIssueTooSmall): boolean {
  return (origin === 'string' || origin === 'array') && minimum === 1
}
