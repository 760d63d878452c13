/** Sends a decision, and tells what came of it. */
import { checkInput } from '@heddle/core/definition/check-input.ts'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { announce } from '../../ui/announce.tsx'
import { type FormTrouble, noTrouble, toFormTrouble } from '../../ui/form/form-trouble.ts'
import { errorKind, errorSentences, heddleError } from '../error-text.ts'
import { trpc } from '../trpc.ts'
import { type Approval, readApprovalsAgain } from './approval-queries.ts'

export interface Decision {
  readonly decision: 'approve' | 'reject'
  readonly answer: unknown
  readonly comment: string
}

export function useDecision(approval: Approval, onDecided: () => void) {
  const client = useQueryClient()
  const [trouble, setTrouble] = useState<FormTrouble>(noTrouble)
  const { mutate, isPending, variables } = useMutation(
    trpc.approvals.decide.mutationOptions({
      onSuccess: ({ status, title }) => {
        announce(`${status === 'approved' ? 'Approved' : 'Rejected'} ${title}`)
        onDecided()
      },
      onError: (error) => setTrouble(toTrouble(error, approval)),
      // Whoever was first: the lists say what is so now. Until they do, nobody presses twice.
      // Where the server is away the lists would be waited for in vain: the next press may find it back.
      onSettled: (_decided, error) =>
        errorKind(error) === 'no-answer' ? undefined : readApprovalsAgain(client),
    }),
  )

  function decide({ decision, answer, comment }: Decision): void {
    if (isPending) return
    const { approvalId, form } = approval
    const { problems } = checkInput(answer, form ?? true)
    if (decision === 'approve' && problems.length > 0) {
      setTrouble(toFormTrouble(problems, form ?? undefined, 'answer'))
      return
    }
    setTrouble(noTrouble)
    const given = decision === 'approve' && form !== null ? { answer } : {}
    mutate({ approvalId, decision, comment, ...given })
  }

  return { decide, trouble, pending: isPending ? (variables?.decision ?? null) : null }
}

function toTrouble(error: unknown, { form }: Approval): FormTrouble {
  const known = heddleError(error)
  const { problems } = (known?.details ?? {}) as { problems?: { path: string; message: string }[] }
  if (known?.code === 'ANSWER_INVALID' && problems !== undefined)
    return toFormTrouble(problems, form ?? undefined, 'answer')
  return { fields: new Map(), text: errorSentences(error) }
}
