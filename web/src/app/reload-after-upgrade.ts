/** A tab that was open while Heddle was upgraded asks for parts that are gone: it loads the page of the new version, once. */
const key = 'heddle.reloaded-at'
const onceInMs = 30_000

export function reloadAfterUpgrade(): void {
  window.addEventListener('vite:preloadError', () => {
    const last = Number(sessionStorage.getItem(key) ?? 0)
    if (Date.now() - last < onceInMs) return
    sessionStorage.setItem(key, String(Date.now()))
    window.location.reload()
  })
}
