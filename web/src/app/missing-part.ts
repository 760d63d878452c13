/** What becomes of a part of the pages that does not come: it is waited for, or it went with an upgrade. */
import { onMissingPart } from '../ui/load-part.ts'
import { onReturn, reportTrouble } from './connection.ts'

const key = 'heddle.reloaded-at'
const onceInMs = 30_000

async function isServed(): Promise<boolean> {
  try {
    return (await fetch('/health', { cache: 'no-store' })).ok
  } catch {
    return false
  }
}

function untilReturn(): Promise<void> {
  return new Promise((resolve) => {
    const stop = onReturn(() => {
      stop()
      resolve()
    })
  })
}

/** A tab that was open while Heddle was upgraded asks for parts that are gone: it loads the page of the new version, once. */
async function reloadAfterUpgrade(): Promise<void> {
  if (!(await isServed())) return
  const last = Number(sessionStorage.getItem(key) ?? 0)
  if (Date.now() - last < onceInMs) return
  sessionStorage.setItem(key, String(Date.now()))
  window.location.reload()
}

/** A page that is loaded anew while no server is there is lost to the browser's own, so nothing is until one is. */
export function handleMissingParts(): void {
  window.addEventListener('vite:preloadError', () => void reloadAfterUpgrade())
  onMissingPart(async () => {
    if (await isServed()) return false
    reportTrouble('lost')
    await untilReturn()
    return true
  })
}
