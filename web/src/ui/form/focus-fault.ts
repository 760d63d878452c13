/** Leads from a form that was sent to what is wrong with it: the field may be out of sight. */

import { useEffect, useRef } from 'react'
import type { FormTrouble } from './form-trouble.ts'

const controls = 'input, textarea, [contenteditable="true"], [role="combobox"], button[role="switch"]'

/** For the form: each time that it has trouble with fields, the cursor goes into the first of them. */
export function useFaultFocus({ fields }: FormTrouble) {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (fields.size > 0) focusFieldWith(form.current, '[role="alert"]')
  }, [fields])
  return form
}

/**
 * Puts the cursor into the first JSON field whose text cannot be read, and says whether there is one: what the form
 * holds in its place is not what its reader sees.
 */
export function focusUnreadJson(form: Element | null): boolean {
  return focusFieldWith(form, '[data-unread]')
}

function focusFieldWith(form: Element | null, fault: string): boolean {
  const fields = [...(form?.querySelectorAll('[data-field]') ?? [])]
  const field = fields.find((each) => each.querySelector(fault) !== null)
  if (field === undefined) return false
  field.scrollIntoView({ block: 'nearest' })
  field.querySelector<HTMLElement>(controls)?.focus()
  return true
}
