import type { NodeTypeDeclaration } from '@heddle/core/definition/node-type.ts'
import { z } from 'zod'
import { procedure } from '../trpc.ts'

export const listDeclarations = procedure
  .output(z.custom<NodeTypeDeclaration[]>())
  .query(({ ctx }) => [...ctx.nodeTypes.values()])
