/** F6 leads from one region of the page to the next; a region is an element with `data-region`. */

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"], [contenteditable="true"]'

function isShown(element: HTMLElement): boolean {
  return element.getClientRects().length > 0
}

export function focusNextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isShown)
  if (regions.length === 0) return
  const current = regions.findLastIndex((region) => region.contains(document.activeElement))
  const next = regions[(Math.max(current, step > 0 ? -1 : 0) + step + regions.length) % regions.length]
  if (next === undefined) return
  const inside = [...next.querySelectorAll<HTMLElement>(focusable)].find(isShown)
  if (inside === undefined) {
    next.tabIndex = -1
    next.focus()
  } else inside.focus()
}
