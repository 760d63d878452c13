/** What is wrong, then how to mend it, as two sentences. */
export function describeProblem({
  message,
  mend,
}: {
  readonly message: string
  readonly mend: string
}): string {
  const wrong = `${message.charAt(0).toUpperCase()}${message.slice(1)}`
  return [wrong, mend]
    .filter((words) => words !== '')
    .map((words) => (/[.!?]$/.test(words) ? words : `${words}.`))
    .join(' ')
}
