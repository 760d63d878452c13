import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { failingNodesSchema, rankingInput } from './analytics-shapes.ts'

export const listFailingNodes = procedure.input(rankingInput).output(failingNodesSchema).query(unfinished)
