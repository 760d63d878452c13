import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { errorText } from '../../app/error-text.ts'
import { forgetSession, signIn } from '../../app/session.ts'
import { trpcClient } from '../../app/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { type OwnerDraft, ownerProblems } from './owner-problems.ts'
import { PasswordField } from './password-field.tsx'

const empty: OwnerDraft = { name: '', email: '', password: '' }

/** Makes the account, signs in with it and goes to the list. */
export function OwnerForm({ token }: { token: string }) {
  const router = useRouter()
  const [draft, setDraft] = useState(empty)
  const [tried, setTried] = useState(false)
  const problems = tried ? ownerProblems(draft) : {}
  const make = useMutation({
    mutationFn: async () => {
      const owner = { ...draft, name: draft.name.trim(), email: draft.email.trim() }
      await trpcClient.account.createOwner.mutate({ token, ...owner })
      await signIn(owner.email, owner.password)
      await forgetSession()
    },
    onSuccess: () => router.navigate({ to: '/', replace: true }),
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(ownerProblems(draft)).length === 0) make.mutate()
  }
  const refusal = make.isError ? errorText(make.error) : null
  return (
    <form className="mt-4 flex flex-col gap-3" noValidate onSubmit={onSubmit}>
      <Field error={problems.name} label="Name" required>
        {(control) => (
          <TextInput
            {...control}
            autoComplete="name"
            autoFocus
            invalid={problems.name !== undefined}
            name="name"
            onChange={(event) => setDraft({ ...draft, name: event.target.value })}
            value={draft.name}
          />
        )}
      </Field>
      <Field error={problems.email} label="E-mail" required>
        {(control) => (
          <TextInput
            {...control}
            autoComplete="username"
            invalid={problems.email !== undefined}
            name="email"
            onChange={(event) => setDraft({ ...draft, email: event.target.value })}
            type="email"
            value={draft.email}
          />
        )}
      </Field>
      <PasswordField
        autoComplete="new-password"
        error={problems.password}
        help="8 characters or more."
        onValueChange={(password) => setDraft({ ...draft, password })}
        value={draft.password}
      />
      {refusal === null ? null : <ErrorLine text={`${refusal.title}. ${refusal.text}`} />}
      <Button className="mt-1 self-start" pending={make.isPending} type="submit" variant="primary">
        Make the account
      </Button>
    </form>
  )
}
