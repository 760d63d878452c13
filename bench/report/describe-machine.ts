/** What the figures were measured on, in one line. */
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os'

export function describeMachine(): string {
  const [first] = cpus()
  const memoryGiB = Math.round(totalmem() / 1024 ** 3)
  const [load = 0] = loadavg()
  return (
    `${cpus().length} x ${first?.model.trim() ?? 'unknown processor'}, ${memoryGiB} GiB, ` +
    `${platform()} ${release()} ${arch()}, Node ${process.version}, load before ${load.toFixed(1)}`
  )
}
