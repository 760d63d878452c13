import { procedure } from '../trpc.ts'
import { unfinished } from '../unfinished.ts'
import { rankingInput, slowestNodesSchema } from './analytics-shapes.ts'

export const listSlowestNodes = procedure.input(rankingInput).output(slowestNodesSchema).query(unfinished)
