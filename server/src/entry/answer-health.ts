/**
 * What a worker alone answers: `/health`, for whoever watches over its process, and `/metrics` for who has the key of
 * automation. It serves nothing else.
 */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { HealthReport } from '../api/system/health-shape.ts'
import { type Metric, renderMetrics } from '../ops/render-metrics.ts'

export interface WorkerAnswers {
  readonly checkHealth: () => Promise<HealthReport>
  readonly collectMetrics: () => Promise<readonly Metric[]>
  /** True for the value of an `Authorization` header that may read the metrics. */
  readonly mayRead: (authorization: string | undefined) => boolean
}

export async function answerHealth(
  address: { readonly host: string; readonly port: number },
  { checkHealth, collectMetrics, mayRead }: WorkerAnswers,
): Promise<{ close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    response.setHeader('cache-control', 'no-store')
    if (request.url === '/metrics') {
      if (!mayRead(request.headers.authorization)) return void response.writeHead(401).end()
      const metrics = await collectMetrics().catch(() => null)
      if (metrics === null) return void response.writeHead(503).end()
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' })
      return void response.end(renderMetrics(metrics))
    }
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
