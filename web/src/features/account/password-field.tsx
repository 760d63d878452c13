import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { Field } from '../../ui/field.tsx'
import { TextInput } from '../../ui/text-input.tsx'

interface PasswordFieldProps {
  value: string
  onValueChange: (value: string) => void
  autoComplete: 'current-password' | 'new-password'
  help?: string
  error?: string | undefined
}

export function PasswordField({ value, onValueChange, autoComplete, help, error }: PasswordFieldProps) {
  const [shown, setShown] = useState(false)
  const show = (
    <button
      aria-label={shown ? 'Hide the password' : 'Show the password'}
      aria-pressed={shown}
      className="-mr-1 grid size-6 place-items-center rounded-sm hover:text-text"
      onClick={() => setShown(!shown)}
      type="button"
    >
      {shown ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
    </button>
  )
  return (
    <Field error={error} help={help} label="Password" required>
      {(control) => (
        <TextInput
          {...control}
          autoComplete={autoComplete}
          end={show}
          invalid={error !== undefined}
          name="password"
          onChange={(event) => onValueChange(event.target.value)}
          type={shown ? 'text' : 'password'}
          value={value}
        />
      )}
    </Field>
  )
}
