/**
 * Gives the focus back to what opened a dialog. Radix returns it to a trigger of its own, and where there is none it
 * lets it fall to the page, so that whoever works by keys begins at the top again.
 */
import { useState } from 'react'

/** For `onCloseAutoFocus` of a dialog that is opened by state. */
export function useOpener(open: boolean): (event: Event) => void {
  const [last, setLast] = useState(() => ({ open, opener: open ? findOpener() : null }))
  // While rendering: a field of the dialog may take the focus before any effect runs.
  if (last.open !== open) setLast({ open, opener: open ? findOpener() : last.opener })
  return (event) => {
    if (last.opener === null || !last.opener.isConnected) return
    event.preventDefault()
    last.opener.focus({ preventScroll: true })
  }
}

/** An item of a menu goes with its menu: what opened that stays. */
function findOpener(): HTMLElement | null {
  const focused = document.activeElement
  if (!(focused instanceof HTMLElement) || focused === document.body) return null
  const menu = focused.closest('[role="menu"]')
  return menu === null ? focused : document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
}
