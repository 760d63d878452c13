export interface OwnerDraft {
  name: string
  email: string
  password: string
}

export type OwnerProblems = Partial<Record<keyof OwnerDraft, string>>

const shortest = 8

/** What keeps the account from being made, by field: each says how to mend it. */
export function ownerProblems({ name, email, password }: OwnerDraft): OwnerProblems {
  const problems: OwnerProblems = {}
  if (name.trim() === '') problems.name = 'Enter the name that others see.'
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()))
    problems.email = 'Enter an address such as mara@example.org.'
  if (password.length < shortest) problems.password = `Use at least ${shortest} characters.`
  return problems
}
