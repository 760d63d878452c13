/** `heddle health`: asks the Heddle that was started with the same settings how it is. For health checks of containers. */
import { readProcessSettings } from './env.ts'

const patienceMs = 2500

/** The exit code: 0 where it is well or degraded. */
export async function checkOwnHealth(): Promise<number> {
  const { host, port, workerPort } = readProcessSettings()
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  const url = `http://${name.includes(':') ? `[${name}]` : name}:${workerPort === 0 ? port : workerPort}/health`
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    process.stdout.write(`${await response.text()}\n`)
    return response.ok ? 0 : 1
  } catch (error) {
    process.stderr.write(
      `${url} does not answer: ${error instanceof Error ? error.message : String(error)}\n`,
    )
    return 1
  }
}
