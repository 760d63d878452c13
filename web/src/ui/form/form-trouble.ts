/** What is wrong with a form's values, in the words of the form: by field where one has the problem, else as text. */

import { planFields } from './field-plan.ts'
import type { FormSchema } from './form-schema.ts'

export interface FormTrouble {
  /** Messages by the field's name, for those that have one. */
  readonly fields: ReadonlyMap<string, string>
  readonly text: string | null
}

export const noTrouble: FormTrouble = { fields: new Map(), text: null }

export function toFormTrouble(
  problems: readonly { readonly path: string; readonly message: string }[],
  schema: FormSchema | undefined,
  whole: 'input' | 'answer' = 'input',
): FormTrouble {
  if (problems.length === 0) return noTrouble
  const known = schema?.properties
  const fields = new Map<string, string>()
  const others: string[] = []
  const labels = new Map(planFields(schema ?? {}).map((plan) => [plan.name, plan.label]))
  for (const { path, message } of problems) {
    const [name = ''] = path.split('.')
    if (typeof known === 'object' && known !== null && Object.hasOwn(known, name))
      fields.set(name, toFieldSentence(message, { name, label: labels.get(name) ?? name }))
    else others.push(toSentence(path === '' ? `The ${whole} ${message}` : `${path} ${message}`))
  }
  return { fields, text: others.length > 0 ? others.join(' ') : null }
}

/** In the words of the form: its fields have labels where the input has names. */
function toFieldSentence(message: string, { name, label }: { name: string; label: string }): string {
  if (message === `${name} is missing`) return `${label} is empty. Fill it in.`
  return toSentence(message.startsWith(`${name} `) ? `${label}${message.slice(name.length)}` : message)
}

function toSentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`
}
