/** Leads from a form that was sent to what is wrong with it: the field may be out of sight. */

const controls = 'input, textarea, [contenteditable="true"], [role="combobox"], button[role="switch"]'

/** Puts the cursor into the first field with an error; false where no field has one. */
export function focusFirstFault(form: Element | null): boolean {
  return focusFieldWith(form, '[role="alert"]')
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
