/** A hidden tab is given no frames: there a quarter of a second has to do. */
const hiddenMs = 250

export function onNextFrame(flush: () => void): void {
  if (document.hidden) setTimeout(flush, hiddenMs)
  else requestAnimationFrame(flush)
}
