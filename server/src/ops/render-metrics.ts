/** Figures of this process in the Prometheus text format. */

export interface Metric {
  readonly name: string
  readonly help: string
  readonly kind: 'counter' | 'gauge'
  readonly value: number
}

export function renderMetrics(metrics: readonly Metric[]): string {
  const lines = metrics.flatMap(({ name, help, kind, value }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} ${kind}`,
    `${name} ${value}`,
  ])
  return `${lines.join('\n')}\n`
}
