/** The input a run's form starts with: the defaults of the schema's properties. */
export function startingInput(
  schema: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> {
  const properties = schema?.properties
  if (typeof properties !== 'object' || properties === null) return {}
  const entries = Object.entries(properties).flatMap(([name, property]) =>
    typeof property === 'object' && property !== null && 'default' in property
      ? [[name, property.default] as const]
      : [],
  )
  return Object.fromEntries(entries)
}
