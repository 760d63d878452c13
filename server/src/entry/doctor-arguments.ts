/** What was asked for on the command line of the doctor. */
import { parseArgs } from 'node:util'
import { isUuid } from '../store/is-uuid.ts'

export interface DoctorArguments {
  readonly repair: boolean
  readonly json: boolean
  readonly help: boolean
  readonly since: Date | null
  readonly executionIds: readonly string[] | null
}

const DURATION = /^(\d+)([hd])$/
const UNIT_MS: Readonly<Record<string, number>> = { h: 3_600_000, d: 24 * 3_600_000 }

/** The arguments, or one line that says what is wrong with them. */
export function readDoctorArguments(args: readonly string[], now: number): DoctorArguments | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        repair: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        since: { type: 'string' },
        execution: { type: 'string', multiple: true },
      },
    })
    const { repair, json, help, execution = [] } = values
    const since = values.since === undefined ? null : toTime(values.since, now)
    if (since !== null && Number.isNaN(since.getTime()))
      return '--since takes a time like 2026-01-31T12:00:00Z, or how far back: 36h, 7d'
    const unknown = execution.find((id) => !isUuid(id))
    if (unknown !== undefined) return `--execution takes the id of an execution, and ${unknown} is none`
    return { repair, json, help, since, executionIds: execution.length === 0 ? null : execution }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function toTime(text: string, now: number): Date {
  const [, count, unit = ''] = DURATION.exec(text) ?? []
  return count === undefined ? new Date(text) : new Date(now - Number(count) * (UNIT_MS[unit] ?? 0))
}
