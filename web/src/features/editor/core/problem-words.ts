/** What a problem says to a person: with the labels of the form in place of the names of the document. */
import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import type { Problem } from '@heddle/core/definition/problem.ts'
import { planFields } from '../../../ui/form/field-plan.ts'

interface ProblemWords {
  /** What is wrong, as a sentence without its full stop. */
  readonly wrong: string
  /** What mends it, as the words of a link. */
  readonly mend: string
}

/** The declaration is that of the node the problem is about, where its type is known. */
export function toProblemWords(problem: Problem, declaration: NodeTypeDeclaration | undefined): ProblemWords {
  const label = labelOf(problem, declaration)
  if (problem.code === 'PARAM_MISSING' && label !== undefined) {
    return { wrong: `${label} is empty`, mend: `Fill in ${label}` }
  }
  const isParam = problem.code.startsWith('PARAM_')
  const wrong = isParam && declaration ? withLabels(problem.message, declaration) : problem.message
  return { wrong: asSentence(wrong), mend: problem.mend.replace(/\.$/, '') }
}

/** What is wrong, then how to mend it, as two sentences. */
export function describeProblem(problem: Problem, declaration?: NodeTypeDeclaration): string {
  const { wrong, mend } = toProblemWords(problem, declaration)
  return [wrong, mend]
    .filter((words) => words !== '')
    .map((words) => (/[.!?]$/.test(words) ? words : `${words}.`))
    .join(' ')
}

function labelOf({ nodeId, path }: Problem, declaration: NodeTypeDeclaration | undefined) {
  const place = `nodes.${nodeId}.params.`
  if (nodeId === null || declaration === undefined || !path.startsWith(place)) return undefined
  const name = path.slice(place.length)
  return planFields(declaration.params).find((plan) => plan.name === name)?.label
}

/** Names such as `durationMs` are no words; one that begins the message is meant as a name as well. */
function withLabels(message: string, { params }: NodeTypeDeclaration): string {
  const labels = new Map(planFields(params).map((plan) => [plan.name, plan.label]))
  const [start = ''] = message.split(' ', 1)
  return message.replace(/\b[a-zA-Z]\w*\b/g, (word, at: number) => {
    const isList = message.startsWith('one of ') && labels.has(word)
    const isName = isList || /[a-z][A-Z]/.test(word) || (at === 0 && word === start)
    return (isName ? labels.get(word) : undefined) ?? word
  })
}

function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}
