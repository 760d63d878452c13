/** True where the database answered and refused the statement itself, so that sending it again is in vain. */
export function isRejectedByDatabase(error: unknown): boolean {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  // SQLSTATE: 22 wrong values, 23 broken constraints, 42 wrong statements.
  return typeof code === 'string' && /^(22|23|42)...$/.test(code)
}
