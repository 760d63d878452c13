/** How many random cases a property tries. For a long search: `HEDDLE_PROPERTY_RUNS=50000 npx vitest run core`. */

/** The asked-for number, else the usual one. Vitest hands the environment on in `import.meta.env`. */
export function toPropertyRuns(usual: number): number {
  const { env } = import.meta as { env?: Readonly<Record<string, string | undefined>> }
  const asked = Number(env?.HEDDLE_PROPERTY_RUNS)
  return Number.isInteger(asked) && asked > 0 ? asked : usual
}
