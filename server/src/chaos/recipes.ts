/** The workflows of a chaos run: every shape of work, each with what the checker is to expect of it. */
import type { NodeDefinition, WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import type { ExpectedLimits } from './judge-limits.ts'
import { readMontage } from './read-montage.ts'
import { toWitnessScript } from './witness.ts'

export interface Recipe {
  readonly document: WorkflowDocument
  /** How often it is started beside the others. */
  readonly weight: number
  /** Nodes of one execution, those of its children included. */
  readonly nodes: number
  readonly limits: ExpectedLimits
  /** Names of the signals that it waits for. */
  readonly signals: readonly string[]
}

type Nodes = Record<string, NodeDefinition>
type Edge = NonNullable<WorkflowDocument['edges']>[number]

const noop: NodeDefinition = { type: 'noop' }
const key = 'chaos key'
const rateKey = 'chaos rate'
/** Longer than most faults take to be overcome. */
const tries = { maxAttempts: 5, delayMs: 100, backoff: 'fixed' } as const

export interface RecipeOptions {
  readonly witnessPath: string
  readonly samplesFolder: string
  readonly montagePatches: readonly number[]
}

export function listRecipes({ witnessPath, samplesFolder, montagePatches }: RecipeOptions): Recipe[] {
  const effect = (durationMs: number, extra = ''): NodeDefinition => ({
    type: 'shell',
    params: { script: toWitnessScript(witnessPath, durationMs, extra) },
    retry: tries,
  })
  const montages = montagePatches.flatMap((patch) => readMontage(samplesFolder, patch) ?? [])
  return [
    ...montages.map((document) => recipe(document, 2)),
    recipe(chain(effect), 6),
    recipe(fan('Fan', 100), 8),
    recipe({ ...fan('Narrow fan', 40), settings: { maxParallel: 4 } }, 5, { limits: { maxParallel: 4 } }),
    recipe(fan('Diamond', 3), 10),
    recipe(slow(effect), 1),
    recipe(retrying(effect), 4),
    recipe(waiting(), 4),
    recipe(mapping(effect), 4, { nodes: 62 }),
    recipe(nesting(), 3, { nodes: 7 }),
    recipe(asking(effect), 4),
    recipe(signalled(effect), 4, { signals: ['early', 'late'] }),
    recipe(keyed(effect), 5, {
      limits: {
        concurrency: { prefix: 'effect-keyed', key, limit: 3 },
        rate: { prefix: 'rated', key: rateKey, limit: 20, perMs: 1000 },
      },
    }),
    recipe(queueing(effect), 4, { limits: { maxConcurrentExecutions: 2 } }),
    recipe(failing(), 3),
  ]
}

function recipe(
  document: WorkflowDocument,
  weight: number,
  more: { nodes?: number; limits?: ExpectedLimits; signals?: string[] } = {},
): Recipe {
  const nodes = more.nodes ?? Object.keys(document.nodes).length
  return { document, weight, nodes, limits: more.limits ?? {}, signals: more.signals ?? [] }
}

type Effect = (durationMs: number, extra?: string) => NodeDefinition

function inLine(nodes: Nodes): Edge[] {
  const ids = Object.keys(nodes)
  return ids.slice(1).map((target, at) => ({ source: ids[at] ?? '', target }))
}

function chain(effect: Effect): WorkflowDocument {
  const ids = Array.from({ length: 24 }, (_, at) => (at % 12 === 6 ? `effect-${at}` : `n${at}`))
  const nodes = Object.fromEntries(ids.map((id) => [id, id.startsWith('n') ? noop : effect(50)]))
  return { name: 'Chain', nodes, edges: inLine(nodes) }
}

function fan(name: string, width: number): WorkflowDocument {
  const ids = Array.from({ length: width }, (_, at) => `n${at}`)
  const edges = ids.flatMap((id): Edge[] => [
    { source: 'split', target: id },
    { source: id, target: 'join' },
  ])
  return { name, nodes: Object.fromEntries(['split', ...ids, 'join'].map((id) => [id, noop])), edges }
}

/** Long enough for their workers to vanish meanwhile. */
function slow(effect: Effect): WorkflowDocument {
  const nodes: Nodes = Object.fromEntries(
    Array.from({ length: 8 }, (_, at) => [`effect-${at}`, effect(2500)]),
  )
  return { name: 'Slow', nodes: { ...nodes, end: noop }, edges: Object.keys(nodes).map(toEnd) }
}

const toEnd = (source: string): Edge => ({ source, target: 'end' })

/** The first two attempts fail. */
function retrying(effect: Effect): WorkflowDocument {
  const nodes: Nodes = {
    begin: noop,
    'effect-moody': effect(50, '[ "$HEDDLE_ATTEMPT" -ge 3 ] || exit 1'),
    end: noop,
  }
  return { name: 'Retrying', nodes, edges: inLine(nodes) }
}

/** Short waits hold a worker, long ones do not. */
function waiting(): WorkflowDocument {
  const wait = (durationMs: number): NodeDefinition => ({ type: 'wait', params: { durationMs } })
  const nodes: Nodes = { short: wait(300), long: wait(1500), longer: wait(2500), end: noop }
  return { name: 'Waiting', nodes, edges: inLine(nodes) }
}

function mapping(effect: Effect): WorkflowDocument {
  const graph = { nodes: { a: noop, b: noop, c: noop }, edges: [{ source: 'a', target: 'b' }] }
  const items = Array.from({ length: 20 }, (_, at) => at)
  const nodes: Nodes = {
    each: { type: 'map', params: { items, graph, concurrency: 6 }, retry: tries },
    'effect-after': effect(20),
  }
  return { name: 'Mapping', nodes, edges: inLine(nodes) }
}

function nesting(): WorkflowDocument {
  const nodes: Nodes = {
    inner: { type: 'subworkflow', params: { workflow: 'Diamond' }, retry: tries },
    end: noop,
  }
  return { name: 'Nesting', nodes, edges: inLine(nodes) }
}

function asking(effect: Effect): WorkflowDocument {
  const nodes: Nodes = {
    'effect-before': effect(20),
    ask: { type: 'approval', params: { title: 'Shall it go on?' } },
    'effect-after': effect(20),
  }
  const edges = [
    { source: 'effect-before', target: 'ask' },
    { source: 'ask', target: 'effect-after', port: 'approved' },
  ]
  return { name: 'Asking', nodes, edges }
}

/** One signal comes before anybody waits for it. */
function signalled(effect: Effect): WorkflowDocument {
  const nodes: Nodes = {
    pause: { type: 'wait', params: { durationMs: 1200 } },
    'early-one': { type: 'signal', params: { name: 'early' } },
    'late-one': { type: 'signal', params: { name: 'late' } },
    'effect-after': effect(20),
  }
  return { name: 'Signalled', nodes, edges: inLine(nodes) }
}

function keyed(effect: Effect): WorkflowDocument {
  const held = { ...effect(150), concurrencyKey: key, concurrencyLimit: 3 }
  const rated = { ...noop, rateLimit: { limit: 20, perSeconds: 1, key: rateKey } }
  const nodes: Nodes = { begin: noop }
  for (const at of [1, 2, 3]) nodes[`effect-keyed-${at}`] = held
  for (const at of [1, 2, 3, 4]) nodes[`rated-${at}`] = rated
  const targets = Object.keys(nodes).slice(1)
  return { name: 'Limited', nodes, edges: targets.map((target) => ({ source: 'begin', target })) }
}

function queueing(effect: Effect): WorkflowDocument {
  const nodes: Nodes = { begin: noop, 'effect-alone': effect(100), end: noop }
  const settings = { maxConcurrentExecutions: 2, onLimit: 'queue' } as const
  return { name: 'Taking turns', nodes, edges: inLine(nodes), settings }
}

/** One failure is caught, one ends the execution. */
function failing(): WorkflowDocument {
  const fail: NodeDefinition = { type: 'fail', params: { message: 'As it should', retryable: false } }
  const nodes: Nodes = { caught: fail, rescue: noop, fatal: fail, never: noop }
  const edges = [
    { source: 'caught', target: 'rescue', port: 'failure' },
    { source: 'rescue', target: 'fatal' },
    { source: 'fatal', target: 'never' },
  ]
  return { name: 'Failing', nodes, edges }
}
