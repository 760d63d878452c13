import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { trpc } from '../../app/trpc.ts'

export const editorQueries = {
  workflow: (workflowId: string) =>
    trpc.workflows.get.queryOptions(
      { workflowId },
      { staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnWindowFocus: false },
    ),
  nodeTypes: () => trpc.nodeTypes.list.queryOptions(undefined, { staleTime: 60_000 }),
  workers: () => trpc.workers.list.queryOptions(undefined, { staleTime: 15_000 }),
  /** As many as a page may hold; what is beyond is typed. */
  workflowNames: () => trpc.workflows.list.queryOptions({ sort: 'name', limit: 500 }, { staleTime: 30_000 }),
  version: (workflowId: string, version: number) =>
    trpc.workflows.getVersion.queryOptions({ workflowId, version }),
}

export function toRegistry(
  declarations: readonly NodeTypeDeclaration[],
): ReadonlyMap<string, NodeTypeDeclaration> {
  return new Map(declarations.map((declaration) => [declaration.type, declaration]))
}
