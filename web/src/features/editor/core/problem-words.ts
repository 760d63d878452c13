/** What a problem says to a person: with the labels of the form in place of the names of the document. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import { type FieldPlan, planFields, toLabel } from '../../../ui/form/field-plan.ts'

interface ProblemWords {
  /** What is wrong, as a sentence without its full stop. */
  readonly wrong: string
  /** What mends it, as the words of a link. */
  readonly mend: string
}

/** The declaration is that of the node the problem is about, where its type is known. */
export function toProblemWords(problem: Problem, declaration: NodeTypeDeclaration | undefined): ProblemWords {
  const { name, label } = placeOf(problem, declaration)
  if (problem.code === 'PARAM_MISSING' && label !== undefined) {
    return { wrong: `${label} is empty`, mend: `Fill in ${label}` }
  }
  const isParam = problem.code.startsWith('PARAM_')
  const message =
    label !== undefined && problem.message.startsWith(`${name} `)
      ? `${label}${problem.message.slice(name.length)}`
      : problem.message
  const wrong = isParam && declaration ? withLabels(message, declaration) : message
  return {
    wrong: asSentence(isParam ? wrong : startWithLabel(wrong, problem.path)),
    mend: problem.mend.replace(/\.$/, ''),
  }
}

/** What is wrong, then how to mend it, as two sentences. */
export function describeProblem(problem: Problem, declaration?: NodeTypeDeclaration): string {
  const { wrong, mend } = toProblemWords(problem, declaration)
  return [wrong, mend]
    .filter((words) => words !== '')
    .map((words) => (/[.!?]$/.test(words) ? words : `${words}.`))
    .join(' ')
}

/** The same beside a field of a setting, which has a label where the document has a name. */
export function describeFieldProblem(problem: Problem, label: string): string {
  return describeProblem({ ...problem, message: startWithLabel(problem.message, problem.path, label) })
}

/** A message about a setting begins with its name: `maxAttempts must be …`. */
function startWithLabel(message: string, path: string, label?: string): string {
  const name = path.split('.').at(-1) ?? ''
  if (name === '' || !message.startsWith(`${name} `)) return message
  return `${label ?? toLabel(name)}${message.slice(name.length)}`
}

/** The parameter that a problem is about, by its place in the parameters and as its field is called. */
function placeOf(
  { nodeId, path }: Problem,
  declaration: NodeTypeDeclaration | undefined,
): { readonly name: string; readonly label: string | undefined } {
  const place = `nodes.${nodeId}.params.`
  if (nodeId === null || declaration === undefined || !path.startsWith(place)) {
    return { name: '', label: undefined }
  }
  const name = path.slice(place.length)
  return { name, label: labelOf(name.split('.'), planFields(declaration.params)) }
}

/** `Title`, or `Port of case 1` for a field of a row. */
function labelOf([name, ...within]: readonly string[], plans: readonly FieldPlan[]): string | undefined {
  const plan = plans.find((known) => known.name === name)
  if (plan === undefined || within.length === 0) return plan?.label
  if (plan.control.kind !== 'rows') return undefined
  const [row, ...field] = within
  const label = labelOf(field, plan.control.fields)
  return label === undefined ? undefined : `${label} of ${plan.control.item.toLowerCase()} ${Number(row) + 1}`
}

/** Names such as `durationMs` are no words; one that begins the message is meant as a name as well. */
function withLabels(message: string, { params }: NodeTypeDeclaration): string {
  const labels = new Map(planFields(params).map((plan) => [plan.name, plan.label]))
  const [start = ''] = message.split(' ', 1)
  const isChoice = /^(only )?one of /.test(message)
  return message.replace(/\b[a-zA-Z]\w*\b/g, (word, at: number) => {
    const isList = isChoice && labels.has(word)
    const isName = isList || /[a-z][A-Z]/.test(word) || (at === 0 && word === start)
    return (isName ? labels.get(word) : undefined) ?? word
  })
}

function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
