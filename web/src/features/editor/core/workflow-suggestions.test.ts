import { expect, test } from 'vitest'
import { toWorkflowSuggestions } from './workflow-suggestions.ts'

const own = { workflowId: '0190-own', name: 'Orders', publishedVersion: 4 }
const print = { workflowId: '0190-print', name: 'Print a label', publishedVersion: 3 }

test('a published workflow is offered by its name, with its version', () => {
  expect(toWorkflowSuggestions([own, print], own.workflowId)).toEqual([
    { value: 'Print a label', label: 'Print a label', detail: 'v3' },
  ])
})

test('neither the workflow that asks nor one that was never published is offered', () => {
  const draft = { workflowId: '0190-draft', name: 'Bills', publishedVersion: null }
  expect(toWorkflowSuggestions([own, draft], own.workflowId)).toEqual([])
})

test.each([
  { case: 'a published one', publishedVersion: 1, workflowId: '0190-aa-second' },
  { case: 'a draft', publishedVersion: null, workflowId: '0190-aa-second' },
  { case: 'the workflow that asks', publishedVersion: 1, workflowId: own.workflowId },
])('a name that $case has too gives way to the id', ({ publishedVersion, workflowId }) => {
  const second = { workflowId, name: print.name, publishedVersion }
  expect(toWorkflowSuggestions([print, second], own.workflowId)[0]).toEqual({
    value: '0190-print',
    label: 'Print a label',
    detail: 'v3 · 0print',
  })
})
