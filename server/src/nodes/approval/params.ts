import { z } from 'zod'
import { describeParam } from '../define-node-type.ts'
import { isMoment, momentMessage } from '../moment.ts'

const YEAR_S = 31_536_000

export const approvalParams = z
  .looseObject({
    title: z
      .string()
      .min(1, 'say what is asked')
      .max(200)
      .meta(describeParam('Title', 'What the person is asked, in one line.', { placeholder: 'Publish it?' })),
    message: z
      .string()
      .max(20_000)
      .optional()
      .meta({
        ...describeParam('Message', 'What the person has to know to decide, in Markdown without HTML.'),
        format: 'multiline',
      }),
    schema: z
      .record(z.string(), z.unknown())
      .optional()
      .meta(
        describeParam('Form', 'JSON Schema of the answer, an object. Without it only the decision counts.', {
          code: 'json',
          jsonSchema: true,
          placeholder: '{ "type": "object", "properties": {} }',
        }),
      ),
    deadlineSeconds: z
      .number()
      .positive()
      .max(YEAR_S)
      .optional()
      .meta(
        describeParam('Deadline', 'How long people have to decide.', { unit: 's', placeholder: '86400' }),
      ),
    deadline: z
      .string()
      .refine(isMoment, momentMessage)
      .optional()
      .meta({
        ...describeParam('Deadline at', 'A moment until which to decide, instead of a duration.', {
          placeholder: '2030-01-31T08:00:00Z',
        }),
        format: 'date-time',
      }),
    onDeadline: z
      .enum(['fail', 'reject', 'approve'])
      .default('fail')
      .meta(describeParam('After the deadline', 'What becomes of the node when nobody decided.')),
    reminderSeconds: z
      .number()
      .min(1)
      .max(YEAR_S)
      .optional()
      .meta(
        describeParam('Remind every', 'Reminds people again and again until they decide.', { unit: 's' }),
      ),
  })
  .refine(({ deadline, deadlineSeconds }) => deadline === undefined || deadlineSeconds === undefined, {
    error: 'give deadlineSeconds or deadline, not both',
    path: ['deadline'],
  })
  .meta({ not: { required: ['deadlineSeconds', 'deadline'] } })

export type ApprovalParams = z.infer<typeof approvalParams>
