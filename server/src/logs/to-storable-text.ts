/** PostgreSQL refuses NUL and halves of characters inside JSON; both become U+FFFD. */
export function toStorableText(text: string): string {
  const whole = text.isWellFormed() ? text : text.toWellFormed()
  return whole.includes('\0') ? whole.replaceAll('\0', '\uFFFD') : whole
}
