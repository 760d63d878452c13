/**
 * A chaos run: a fleet works through a load while the adversary harms it; then all is made good, everything is given
 * time to end, and the checker looks at what happened.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Plant } from '../entry/env.ts'
import { type Adversary, startAdversary } from './adversary.ts'
import { type ChaosFleet, startChaosFleet } from './chaos-fleet.ts'
import { checkRun } from './check-run.ts'
import type { ExpectedLimits } from './judge-limits.ts'
import { toSources } from './judge-order.ts'
import type { ExpectedOrder } from './judge-priorities.ts'
import { keepEvidence } from './keep-evidence.ts'
import { type FaultKind, planFaults } from './plan-faults.ts'
import { type PlannedRun, planLoad } from './plan-load.ts'
import { countLive, readHistories } from './read-history.ts'
import { findSamples } from './read-montage.ts'
import { listRecipes, type Recipe } from './recipes.ts'
import { type Crowd, startCrowd } from './robots.ts'
import { planRush, rushRecipe } from './rush.ts'
import { createStubbornClient, type StubbornClient } from './stubborn-client.ts'
import type { Violation } from './violation.ts'
import type { RunHistory } from './wire-event.ts'
import { createWitnessFile, readWitnessFile, type WitnessLine } from './witness.ts'

export interface ChaosOptions {
  readonly seed: number
  /** The load goes on until so many nodes are started and all faults are injected, but not longer than this. */
  readonly durationMs: number
  readonly nodes: number
  readonly faults: number
  /** Over how much of the duration the faults are spread. */
  readonly faultsMs: number
  readonly kinds?: readonly FaultKind[]
  readonly ttlMs: number
  /** Nodes in executions that have not ended. */
  readonly inFlight: number
  /** For everything to end once all is made good. */
  readonly patienceMs: number
  readonly servers?: number
  readonly workers?: number
  readonly montagePatches: readonly number[]
  /** Share of the executions that somebody watches live. */
  readonly watched?: number
  readonly plant?: Plant
  /** Executions that are started all at once when the fleet is well again. */
  readonly rush: number
  /** Only the workflows with these names; all of them where nothing is said. */
  readonly recipes?: readonly string[]
  /** Gets what explains violations, where there are any. */
  readonly evidenceFolder?: string
  readonly tell?: (line: string) => void
}

export interface ChaosReport {
  readonly seed: number
  readonly faults: ReadonlyMap<FaultKind, number>
  readonly executions: number
  readonly nodes: number
  readonly attempts: number
  readonly lost: number
  readonly ignored: number
  readonly effects: number
  readonly streams: number
  /** Errors of the product's own that requests were answered with. */
  readonly strange: ReadonlyMap<string, number>
  readonly violations: readonly Violation[]
  readonly seconds: number
}

interface Scene {
  readonly options: ChaosOptions
  readonly chaos: ChaosFleet
  readonly client: StubbornClient
  readonly witnessPath: string
  readonly recipes: readonly Recipe[]
  readonly workflowIds: ReadonlyMap<Recipe, string>
}

export async function runChaos(options: ChaosOptions): Promise<ChaosReport> {
  const beganAt = performance.now()
  const folder = mkdtempSync(join(tmpdir(), 'heddle-chaos-'))
  chmodSync(folder, 0o755)
  const witnessPath = join(folder, 'witness')
  createWitnessFile(witnessPath)
  const chaos = await startChaosFleet(toFleetOptions(options))
  options.tell?.(chaos.network)
  const client = createStubbornClient(chaos.fleet)
  try {
    const all = listRecipes({ witnessPath, samplesFolder: findSamples(), ...options })
    const recipes = all.filter(({ document }) => options.recipes?.includes(document.name) ?? true)
    const workflowIds = await publish(client, [...all, rushRecipe])
    const scene = { options, chaos, client, witnessPath, recipes, workflowIds }
    return await perform(scene, beganAt)
  } finally {
    client.close()
    await chaos.dispose()
    rmSync(folder, { recursive: true })
  }
}

function toFleetOptions({ ttlMs, plant, servers, workers }: ChaosOptions) {
  const env = {
    HEDDLE_CHAOS: 'on',
    HEDDLE_PRESENCE_TTL_MS: String(ttlMs),
    HEDDLE_DB_TIMEOUT_MS: '3000',
    LOG_LEVEL: 'warn',
    ...(plant !== undefined && { HEDDLE_PLANT: plant }),
  }
  return { env, ...(servers !== undefined && { servers }), ...(workers !== undefined && { workers }) }
}

async function publish(client: StubbornClient, recipes: readonly Recipe[]): Promise<Map<Recipe, string>> {
  const ids = new Map<Recipe, string>()
  for (const recipe of recipes) {
    const answer = await client.ask('POST', '/api/workflows', { body: recipe.document })
    const { workflow_id: id } = answer.body as { workflow_id?: string }
    if (id === undefined) throw new Error(`${recipe.document.name}: ${JSON.stringify(answer.body)}`)
    ids.set(recipe, id)
  }
  return ids
}

async function perform(scene: Scene, beganAt: number): Promise<ChaosReport> {
  const { options, chaos, client, workflowIds } = scene
  const { seed, faults, faultsMs, ttlMs, kinds } = options
  const plan = planFaults({ seed, faults, durationMs: faultsMs, ttlMs, ...(kinds && { kinds }) })
  const adversary = startAdversary(chaos, plan)
  const workflowIdOf = ({ recipe }: PlannedRun) => workflowIds.get(recipe) ?? ''
  const crowd = startCrowd(client, { seed, workflowIdOf })
  try {
    await startLoad(scene, crowd, adversary)
    await adversary.stop()
    options.tell?.(`${crowd.started} executions started; everything is made good and has time to end`)
    await crowd.untilQuiet()
    await untilAllEnd(client, options.patienceMs)
    await rush(scene, crowd)
  } finally {
    await adversary.stop()
    await crowd.stop(STREAM_PATIENCE_MS)
  }
  return toReport(scene, { adversary, crowd, beganAt })
}

const STREAM_PATIENCE_MS = 5_000
const LOOK_MS = 250
const WATCHED = 0.15
/** From the last fault until all is as if there had been none. */
const RECOVERY_MS = 6_000

async function startLoad(
  { options, client, recipes }: Scene,
  crowd: Crowd,
  adversary: Adversary,
): Promise<void> {
  const { seed, nodes, inFlight, durationMs, tell } = options
  const end = performance.now() + durationMs
  let areFaultsOver = false
  void adversary.done.then(() => {
    areFaultsOver = true
  })
  const load = planLoad({ seed, recipes, watched: options.watched ?? WATCHED })
  let started = 0
  let toldAt = performance.now()
  while (performance.now() < end && !(areFaultsOver && started >= nodes)) {
    let live = await countLive(client)
    while (live < inFlight) {
      const run = load.next().value
      await crowd.begin(run)
      started += run.recipe.nodes
      live += 1
    }
    if (performance.now() - toldAt > 15_000) {
      toldAt = performance.now()
      const injected = [...adversary.injected.values()].reduce((sum, count) => sum + count, 0)
      tell?.(`${started} nodes started, ${injected} faults injected`)
    }
    await pause(LOOK_MS)
  }
}

async function rush({ options, client }: Scene, crowd: Crowd): Promise<void> {
  if (options.rush === 0) return
  await pause(RECOVERY_MS)
  for (const run of planRush(options.rush)) await crowd.begin(run)
  await untilAllEnd(client, options.patienceMs)
}

/** Those that do not end in time are found by the checker. */
async function untilAllEnd(client: StubbornClient, patienceMs: number): Promise<void> {
  const end = performance.now() + patienceMs
  while (performance.now() < end && (await countLive(client)) > 0) await pause(LOOK_MS)
}

async function toReport(
  { options, client, witnessPath, recipes, workflowIds, chaos }: Scene,
  { adversary, crowd, beganAt }: { adversary: Adversary; crowd: Crowd; beganAt: number },
): Promise<ChaosReport> {
  const histories = await readHistories(client)
  const lines = readWitnessFile(witnessPath)
  const limits = new Map(recipes.map((recipe) => [workflowIds.get(recipe) ?? '', recipe.limits]))
  const limitsOf = (workflowId: string): ExpectedLimits => limits.get(workflowId) ?? {}
  const sources = new Map(
    recipes.map((recipe) => [workflowIds.get(recipe) ?? '', toSources(recipe.document)]),
  )
  const sourcesOf = (workflowId: string) => sources.get(workflowId) ?? null
  const order = { urgencyOf: toUrgencyOf([...workflowIds], crowd.priorities), harmed: adversary.harmed }
  const violations = checkRun({ histories, lines, seen: crowd.seen, limitsOf, sourcesOf, order })
  const { evidenceFolder } = options
  if (violations.length > 0 && evidenceFolder !== undefined) {
    keepEvidence(evidenceFolder, {
      violations,
      histories,
      lines,
      logsFolder: join(chaos.fleet.dataDir, 'logs'),
    })
    options.tell?.(`Logs, and all that is known of the executions concerned, are in ${evidenceFolder}`)
  }
  return {
    seed: options.seed,
    faults: adversary.injected,
    ...count(histories, lines),
    streams: crowd.seen.size,
    strange: client.strange,
    violations,
    seconds: Math.round((performance.now() - beganAt) / 1000),
  }
}

/** Of what the load started: which priority the children of an execution have is its own affair. */
function toUrgencyOf(
  published: readonly (readonly [Recipe, string])[],
  priorities: ReadonlyMap<string, number>,
): ExpectedOrder['urgencyOf'] {
  const recipes = new Map(published.map(([recipe, id]) => [id, recipe]))
  return ({ executionId, workflowId }, nodeId) => {
    const priority = priorities.get(executionId)
    const recipe = recipes.get(workflowId)
    if (priority === undefined || recipe === undefined) return null
    const node = recipe.document.nodes[nodeId]
    const isHeldBack =
      recipe.limits.maxParallel !== undefined ||
      node?.concurrencyKey !== undefined ||
      node?.rateLimit !== undefined
    return { priority: priority * 1000 + (node?.priority ?? 0), isHeldBack }
  }
}

function count(histories: readonly RunHistory[], lines: readonly WitnessLine[]) {
  const totals = new Map<string, number>()
  for (const { events } of histories)
    for (const { type } of events) totals.set(type, (totals.get(type) ?? 0) + 1)
  const of = (type: string) => totals.get(type) ?? 0
  return {
    executions: histories.length,
    nodes: of('node_completed') + of('node_failed'),
    attempts: of('node_started'),
    lost: of('attempt_lost'),
    ignored: of('attempt_ignored'),
    effects: lines.filter(({ phase }) => phase === 'end').length,
  }
}
