/** The form of an approval, a remark, and the two answers. */
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { Field } from '../../ui/field.tsx'
import { InputForm } from '../../ui/form/input-form.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import type { Approval } from './approval-queries.ts'
import { useDecision } from './use-decision.ts'

interface DecisionFormProps {
  readonly approval: Approval
  readonly onDecided?: () => void
}

const nothing = () => undefined

/** Keyed by the approval where it may change: what was typed belongs to one. */
export function DecisionForm({ approval, onDecided = nothing }: DecisionFormProps) {
  const [answer, setAnswer] = useState<unknown>({})
  const [comment, setComment] = useState('')
  const { decide, trouble, pending } = useDecision(approval, onDecided)
  return (
    <form
      aria-label={`Decide ${approval.title}`}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      noValidate
      // Enter in a field is no decision: only a button is.
      onSubmit={(event) => event.preventDefault()}
    >
      {approval.form === null ? null : (
        <InputForm errors={trouble.fields} onChange={setAnswer} schema={approval.form} value={answer} />
      )}
      <Field label="Comment">
        {(control) => (
          <TextArea
            {...control}
            maxLength={10_000}
            onChange={(event) => setComment(event.target.value)}
            placeholder="Kept with the decision"
            rows={2}
            value={comment}
          />
        )}
      </Field>
      {trouble.text === null ? null : <ErrorLine text={trouble.text} />}
      <div className="flex justify-end gap-2">
        <Button
          onClick={() => decide({ decision: 'reject', answer, comment })}
          pending={pending === 'reject'}
          variant="danger"
        >
          Reject
        </Button>
        <Button
          onClick={() => decide({ decision: 'approve', answer, comment })}
          pending={pending === 'approve'}
          variant="primary"
        >
          Approve
        </Button>
      </div>
    </form>
  )
}
