const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** False for text that PostgreSQL would refuse as a uuid: no row can have it. */
export function isUuid(text: string): boolean {
  return uuid.test(text)
}
