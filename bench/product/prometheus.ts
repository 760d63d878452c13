/** The samples of a Prometheus text by name; those of several label sets are added up. */
export function parseMetrics(text: string): Map<string, number> {
  const samples = new Map<string, number>()
  for (const line of text.split('\n')) {
    const [, name, value] = /^([a-zA-Z_:][\w:]*)(?:\{.*\})?\s+(\S+)/.exec(line) ?? []
    if (name === undefined || value === undefined) continue
    samples.set(name, (samples.get(name) ?? 0) + Number(value))
  }
  return samples
}
