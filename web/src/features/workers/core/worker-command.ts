import type { Health } from './part-trouble.ts'

/** What starts one more worker, which serves the groups where any are named: nodes of these wait for nobody. */
export function toWorkerCommand(mode: Health['mode'] | undefined, groups: readonly string[]): string {
  return [
    'DATABASE_URL=postgresql://user:password@host:5432/heddle',
    ...(mode === 'postgres+redis' ? ['REDIS_URL=redis://host:6379'] : []),
    ...(groups.length > 0 ? [`HEDDLE_WORKER_GROUPS=${quote(groups.join(','))}`] : []),
    'npm run worker',
  ].join(' \\\n  ')
}

/** A shell would cut a name at its blanks. */
function quote(value: string): string {
  return /^[\w.,:-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`
}
