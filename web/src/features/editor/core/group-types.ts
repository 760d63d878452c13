import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'

export interface TypeGroup {
  readonly name: string
  readonly types: readonly NodeTypeDeclaration[]
}

/** Types whose words match, by group in the order of the declarations; matches in the label come first. */
export function groupTypes(declarations: readonly NodeTypeDeclaration[], words: string): TypeGroup[] {
  const wish = words.trim().toLowerCase()
  const matching = declarations
    .map((type) => ({ type, score: scoreOf(type, wish) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ type }) => type)
  const groups = Map.groupBy(matching, (type) => type.group)
  return [...groups].map(([name, types]) => ({ name, types }))
}

function scoreOf({ label, type, group, summary }: NodeTypeDeclaration, wish: string): number {
  if (wish === '') return 1
  if (label.toLowerCase().startsWith(wish)) return 4
  if (label.toLowerCase().includes(wish) || type.toLowerCase().includes(wish)) return 3
  return group.toLowerCase().includes(wish) || summary.toLowerCase().includes(wish) ? 2 : 0
}
