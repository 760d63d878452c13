/** The report of a chaos run, for people. */
import type { ChaosReport } from './run-chaos.ts'

/** A product that is badly wrong breaks the same promise again and again. */
const SHOWN = 40

export function formatChaosReport(report: ChaosReport): string {
  const { seed, seconds, faults, violations, strange } = report
  const injected = [...faults.values()].reduce((sum, count) => sum + count, 0)
  return [
    `Seed ${seed}, ${seconds} s`,
    `Faults injected: ${injected}`,
    ...[...faults].toSorted(([, a], [, b]) => b - a).map(([kind, count]) => `  ${count} x ${kind}`),
    `Executions: ${report.executions}, nodes run: ${report.nodes}, attempts: ${report.attempts}, ` +
      `lost: ${report.lost}, ignored reports: ${report.ignored}`,
    `Effects witnessed: ${report.effects}, executions watched live: ${report.streams}`,
    ...[...strange].map(([what, count]) => `Answered ${count} x ${what}`),
    `Violations: ${violations.length}`,
    ...violations
      .slice(0, SHOWN)
      .map(({ rule, executionId, detail }) => `  ${rule}: ${executionId} ${detail}`),
    ...(violations.length > SHOWN ? [`  and ${violations.length - SHOWN} more`] : []),
  ].join('\n')
}
