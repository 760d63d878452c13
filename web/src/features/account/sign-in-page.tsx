import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { usePageTitle } from '../../app/page.tsx'
import { signIn } from '../../app/session.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorLine } from '../../ui/error-state.tsx'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { Door } from './door.tsx'
import { PasswordField } from './password-field.tsx'

export function SignInPage() {
  usePageTitle('Sign in')
  const router = useRouter()
  const { back = '/' } = useSearch({ strict: false })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const enter = useMutation({
    mutationFn: () => signIn(email.trim(), password),
    onSuccess: async (problem) => {
      if (problem === null) await router.navigate({ href: back, replace: true })
    },
  })
  const problem = enter.isError ? 'The server does not answer. Look whether Heddle still runs.' : enter.data
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    enter.mutate()
  }
  return (
    <Door title="Sign in">
      <form className="mt-4 flex flex-col gap-3" onSubmit={onSubmit}>
        <Field label="E-mail" required>
          {(control) => (
            <TextInput
              {...control}
              autoComplete="username"
              autoFocus
              name="email"
              onChange={(event) => setEmail(event.target.value)}
              type="email"
              value={email}
            />
          )}
        </Field>
        <PasswordField autoComplete="current-password" onValueChange={setPassword} value={password} />
        {problem === null || problem === undefined ? null : <ErrorLine text={problem} />}
        <Button
          className="mt-1 self-start"
          disabled={email === '' || password === ''}
          pending={enter.isPending}
          type="submit"
          variant="primary"
        >
          Sign in
        </Button>
      </form>
    </Door>
  )
}
