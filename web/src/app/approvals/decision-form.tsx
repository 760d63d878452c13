/** The form of an approval, a remark, and the two answers. */
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { Field } from '../../ui/field.tsx'
import { focusUnreadJson, useFaultFocus } from '../../ui/form/focus-fault.ts'
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
  const form = useFaultFocus(trouble)
  const approve = () => {
    if (!focusUnreadJson(form.current)) decide({ decision: 'approve', answer, comment })
  }
  return (
    <form
      aria-label={`Decide ${approval.title}`}
      className="grid grid-cols-[minmax(0,1fr)] gap-4"
      noValidate
      ref={form}
      // Enter in a field is no decision: only a button is.
      onSubmit={(event) => event.preventDefault()}
    >
      {approval.form === null ? null : (
        <InputForm
          errors={trouble.fields}
          label="Answer, JSON"
          onChange={setAnswer}
          schema={approval.form}
          value={answer}
        />
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
        <Button onClick={approve} pending={pending === 'approve'} variant="primary">
          Approve
        </Button>
      </div>
    </form>
  )
}
