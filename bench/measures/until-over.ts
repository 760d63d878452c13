import type { ApiClient, ExecutionReport } from '../product/api-client.ts'

/** As long as one request may wait. */
const waitSeconds = 60

/** For executions that take longer than a request may wait; asks again and again, `tries` times at most. */
export async function untilOver(api: ApiClient, id: string, tries = 3): Promise<ExecutionReport> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const path = `/api/executions/${id}?wait=${waitSeconds}&node_states=false`
    const report = await api.get<ExecutionReport>(path)
    if (report.completed_at !== null) return report
  }
  throw new Error(`Execution ${id} still runs after ${tries * waitSeconds} s`)
}
