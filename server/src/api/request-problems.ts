/** What is wrong with a request: the field as it was written, and what belongs there. */
import { describeIssue } from '@heddle/core/definition/describe-issue.ts'
import type { z } from 'zod'

export interface RequestProblem {
  readonly path: string
  readonly message: string
}

/** How the words begin that a schema has where nobody gave it better ones. */
const wordsOfSchema = /^(Invalid|Too big|Too small|Unrecognized key)/
/** The value is not told, and "missing" says more than "not a string". */
const ofMissing = /received undefined$/

export function toRequestProblems(issues: readonly z.core.$ZodIssue[]): RequestProblem[] {
  return issues.flatMap((issue) => {
    const message = wordsOfSchema.test(issue.message)
      ? describeIssue(issue, ofMissing.test(issue.message))
      : issue.message
    const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null]
    return keys.map((key) => ({ path: toPath(issue.path, key), message }))
  })
}

function toPath(path: readonly PropertyKey[], key: string | null): string {
  return (key === null ? path : [...path, key]).map(String).join('.')
}
