/** The one address of a worker alone: `/health`, for whoever watches over its process. It serves nothing else. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { HealthReport } from '../api/system/health-shape.ts'

export async function answerHealth(
  address: { readonly host: string; readonly port: number },
  checkHealth: () => Promise<HealthReport>,
): Promise<{ close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    response.setHeader('cache-control', 'no-store')
    if (request.url !== '/health') return void response.writeHead(404).end()
    const report = await checkHealth()
    response.writeHead(report.status === 'down' ? 503 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(report))
  })
  server.listen(address)
  await once(server, 'listening')
  return {
    async close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
