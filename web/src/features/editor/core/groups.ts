/** Groups as the document keeps them: a name and the ids of their nodes. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { z } from 'zod'

const groupSchema = z.looseObject({
  id: z.string(),
  name: z.string().catch('Group'),
  members: z.array(z.string()).catch([]),
})
export type Group = z.infer<typeof groupSchema>

export function readGroups(document: WorkflowDocument): Group[] {
  return (document.groups ?? []).map((group, index) =>
    groupSchema.parse({ ...group, id: typeof group.id === 'string' ? group.id : `group-${index}` }),
  )
}

/** Groups the nodes; they leave the groups they were in. */
export function groupNodes(document: WorkflowDocument, group: Group): WorkflowDocument {
  const joining = new Set(group.members)
  const others = readGroups(document).map((other) => ({
    ...other,
    members: other.members.filter((id) => !joining.has(id)),
  }))
  return { ...document, groups: [...others.filter((other) => other.members.length > 0), group] }
}

/** Takes the nodes out of their groups; a group left empty goes. */
export function ungroupNodes(document: WorkflowDocument, nodeIds: ReadonlySet<string>): WorkflowDocument {
  const groups = readGroups(document)
  if (!groups.some((group) => group.members.some((id) => nodeIds.has(id)))) return document
  const kept = groups.map((group) => ({ ...group, members: group.members.filter((id) => !nodeIds.has(id)) }))
  return { ...document, groups: kept.filter((group) => group.members.length > 0) }
}
