/** The two modes of a field: a fixed value, or an expression written `{{ … }}` as the whole string. */

const whole = /^\s*\{\{([\s\S]*)\}\}\s*$/
/** One expression ends and another begins. Closing braces alone may end an object in an object. */
const between = /\}\}[\s\S]*\{\{/

/** The expression when the value is one alone, as typed between the braces; null for any fixed value. */
export function readExpression(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const inside = whole.exec(value)?.[1]
  return inside === undefined || between.test(inside) ? null : inside.trim()
}

export function toExpression(text: string): string {
  return `{{ ${text.trim()} }}`
}

/** A fixed value as an expression that gives the same value: how a field starts when it is switched to fx. */
export function asExpression(value: unknown): string {
  if (value === undefined || value === '') return ''
  if (typeof value === 'string' && value.includes('{{')) return value.replace(/\{\{\s*|\s*\}\}/g, '').trim()
  return JSON.stringify(value)
}

/** The value an expression stands for when it is plain JSON, for switching back to fixed; undefined otherwise. */
export function asFixed(expression: string): unknown {
  try {
    return JSON.parse(expression)
  } catch {
    return undefined
  }
}
