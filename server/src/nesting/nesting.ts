/**
 * Looks after executions that run for nodes of others. It hears of each commit of this process and takes the lists
 * concerned on; whatever a process that died left undone is found by the periodic look.
 */
import type { ExecutionEvent } from '@heddle/core/execution/event.ts'
import { isFinal } from '@heddle/core/execution/status.ts'
import type { Plan } from '@heddle/core/plan/compile-plan.ts'
import { listNestingNodes } from '@heddle/core/plan/nesting-nodes.ts'
import type { DecidedBatch } from '../engine/decide-batch.ts'
import { listWaitingLists } from '../store/list-waiting-lists.ts'
import { advanceList, type ListKey } from './advance-list.ts'
import { alignChildren, commandChildren } from './cascade.ts'
import type { NestingDeps } from './nesting-deps.ts'

/** Twice a second is as often as a person follows a bar. */
const tellEveryMs = 500
/** A look takes many lists on, but leaves connections to others. */
const listsAtOnce = 4

export class Nesting {
  readonly #deps: NestingDeps
  /** Lists that are being taken on; true where more has happened since. */
  readonly #underWay = new Map<string, { again: boolean }>()
  /** Lists whose counts were told lately, and whether there was more to tell since. */
  readonly #told = new Map<string, { isBehind: boolean; timer: NodeJS.Timeout }>()
  readonly #work = new Set<Promise<void>>()
  #isClosed = false

  constructor(deps: NestingDeps) {
    this.#deps = deps
  }

  /** For `Engine.onCommitted`. Costs nothing where nothing is nested. */
  onCommitted(batch: DecidedBatch): void {
    const { execution, events } = batch
    const { parent } = execution.identity
    if (parent !== null && isFinal(execution.state.status)) this.#touch(parent)
    if (listNestingNodes(execution.state.plan).length === 0) return
    for (const event of events) this.#actOn(execution.id, execution.state.plan, event)
  }

  /** Takes on what waits for its children, and children that do not do as their parents do. */
  async look(): Promise<void> {
    await alignChildren(this.#deps, null)
    const lists = [...(await listWaitingLists(this.#deps.db, null))]
    const takeOn = async () => {
      for (let list = lists.pop(); list !== undefined && !this.#isClosed; list = lists.pop()) {
        await this.#advance(list)
      }
    }
    await Promise.all(Array.from({ length: listsAtOnce }, takeOn))
  }

  /** Starts nothing more and resolves when what is under way is done. */
  async close(): Promise<void> {
    this.#isClosed = true
    for (const { timer } of this.#told.values()) clearTimeout(timer)
    await Promise.all(this.#work)
  }

  #actOn(executionId: string, plan: Plan, event: ExecutionEvent): void {
    const { type, nodeId } = event
    if (type === 'node_waiting') {
      if (event.data.reason === 'children' && nodeId !== null) this.#touch({ executionId, nodeId })
    } else if (type === 'node_failed' || type === 'node_cancelled') {
      const nests = listNestingNodes(plan).includes(plan.indexOf.get(nodeId ?? '') ?? -1)
      if (nests) this.#command({ executionId, nodeId }, 'cancel')
    } else if (type === 'execution_paused') this.#command({ executionId, nodeId: null }, 'pause')
    else if (type === 'execution_resumed') this.#resume(executionId)
  }

  #command(of: { executionId: string; nodeId: string | null }, action: 'cancel' | 'pause'): void {
    this.#run(() => commandChildren(this.#deps, of, action))
  }

  #resume(executionId: string): void {
    this.#run(async () => {
      for (const list of await listWaitingLists(this.#deps.db, executionId)) this.#touch(list)
      await alignChildren(this.#deps, executionId)
    })
  }

  #touch(key: ListKey): void {
    this.#run(() => this.#advance(key))
  }

  /** One pass at a time for each list; what happens during one leads to another. */
  async #advance({ executionId, nodeId }: ListKey): Promise<void> {
    const name = `${executionId}/${nodeId}`
    const underWay = this.#underWay.get(name)
    if (underWay !== undefined) {
      underWay.again = true
      return
    }
    const pass = { again: true }
    this.#underWay.set(name, pass)
    try {
      while (pass.again && !this.#isClosed) {
        pass.again = false
        await advanceList(this.#deps, { executionId, nodeId }, (key) => this.#mayTell(name, key))
      }
    } finally {
      this.#underWay.delete(name)
    }
  }

  /** False soon after the last time; what was not told then is told later. */
  #mayTell(name: string, key: ListKey): boolean {
    const told = this.#told.get(name)
    if (told !== undefined) {
      told.isBehind = true
      return false
    }
    const timer = setTimeout(() => {
      const isBehind = this.#told.get(name)?.isBehind === true
      this.#told.delete(name)
      if (isBehind) this.#touch(key)
    }, tellEveryMs)
    this.#told.set(name, { isBehind: false, timer })
    return true
  }

  /** What fails here, for want of the database most often, the periodic look does again. */
  #run(work: () => Promise<void>): void {
    if (this.#isClosed) return
    const done = work().catch((error: unknown) => {
      this.#deps.logger.warn({ event: 'nesting_failed', err: error })
    })
    this.#work.add(done)
    done.then(() => this.#work.delete(done))
  }
}
