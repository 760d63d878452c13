import { checkSchema } from '@heddle/core/definition/json-schema/check-schema.ts'
import type { AskedApproval } from '../../waits/attempt-waits.ts'
import { defineNodeType } from '../define-node-type.ts'
import { type AttemptContext, NodeFailure, type RunResult } from '../node-type.ts'
import { type ApprovalParams, approvalParams } from './params.ts'

const docs = `Waits until a person approves or rejects, in **Approvals** or by \`POST /api/approvals/{id}/decide\`.

It leaves by \`approved\` or \`rejected\`. Its output:

\`\`\`json
{ "approved": true, "by": "Ada", "via": "person", "at": "2030-01-31T08:00:00.000Z", "answer": { "copies": 2 }, "comment": null }
\`\`\`

**Form** is a JSON Schema: its fields are asked for, and \`answer\` fits it. \`via\` is \`person\`, \`key\` or \`deadline\`;
\`by\` is a person's name, otherwise \`null\`. It is decided once: whoever comes second is told who was first.

When the deadline is over the node fails, or counts as rejected or approved, as **After the deadline** says.
While it waits it holds no worker, and it survives restarts. Reminders come within seconds of their time, a hundred
at most.
`

export const approval = defineNodeType({
  type: 'approval',
  label: 'Approval',
  group: 'Wait',
  icon: 'user-check',
  summary: 'Waits until a person approves or rejects.',
  docs,
  ports: ['approved', 'rejected'],
  params: approvalParams,
  run: runApproval,
})

async function runApproval(context: AttemptContext<ApprovalParams>): Promise<RunResult> {
  const { params, askApproval } = context
  const { title, message = '', schema = null, onDeadline, reminderSeconds } = params
  checkForm(schema)
  const asked = await askApproval({
    title,
    message,
    form: schema,
    deadlineAt: toDeadline(params),
    onDeadline,
    reminderMs: reminderSeconds === undefined ? null : Math.round(reminderSeconds * 1000),
  })
  return toResult(asked)
}

function toResult(asked: AskedApproval): RunResult {
  switch (asked.status) {
    case 'open':
      return { ok: true, suspendUntil: asked.deadlineAt, waitFor: 'approval' }
    case 'expired': {
      const deadline = asked.deadlineAt === null ? '' : `, ${new Date(asked.deadlineAt).toISOString()}`
      const message = `Nobody approved or rejected before the deadline${deadline}.`
      return { ok: false, error: { code: 'TIMEOUT', message, retryable: false } }
    }
    default: {
      const { status, by, via, at, answer, comment } = asked
      const output = { approved: status === 'approved', by, via, at, answer: answer ?? null, comment }
      return { ok: true, port: status, output }
    }
  }
}

function toDeadline({ deadline, deadlineSeconds }: ApprovalParams): number | null {
  if (deadline !== undefined) return Date.parse(deadline)
  return deadlineSeconds === undefined ? null : Date.now() + Math.round(deadlineSeconds * 1000)
}

/** A form that nobody could ever fill in would wait for ever. */
function checkForm(schema: ApprovalParams['schema'] | null): void {
  const [problem] = schema === null ? [] : checkSchema(schema)
  if (problem === undefined) return
  const path = ['schema', ...problem.path].join('.')
  const message = `The form is no JSON Schema: ${problem.message}, at ${path}.`
  throw new NodeFailure({ code: 'INVALID_PARAMS', message, retryable: false, details: { path } })
}
