/** Children do as their parent does: they end when it ends, and rest while it rests. Each step may be repeated. */
import { DomainError } from '@heddle/core/errors.ts'
import type { Command } from '@heddle/core/execution/command.ts'
import { listLiveChildren, listStrayedChildren } from '../store/list-live-children.ts'
import type { NestingDeps } from './nesting-deps.ts'

export interface ChildrenOf {
  readonly executionId: string
  /** Null for those of all its nodes. */
  readonly nodeId: string | null
}

type ChildAction = 'cancel' | 'pause' | 'resume'

/** Who paused a child that its parent paused: it goes on with its parent, one that a person paused does not. */
const parentAsActor = 'parent'

/** Resolves once it is committed. What refuses, because it ended meanwhile, needs nothing more. */
export async function commandChildren(
  deps: NestingDeps,
  parent: ChildrenOf,
  action: 'cancel' | 'pause',
): Promise<void> {
  const children = await listLiveChildren(deps.db, parent)
  const concerned = action === 'cancel' ? children : children.filter(({ status }) => status === 'running')
  const ids = concerned.map(({ executionId }) => executionId)
  await Promise.all(ids.map((id) => commandChild(deps, id, action)))
}

/** Has children of one execution, or of all, do as their parents do. Those that a person paused alone stay so. */
export async function alignChildren(deps: NestingDeps, parentId: string | null): Promise<void> {
  const strayed = await listStrayedChildren(deps.db, { pausedBy: parentAsActor, parentId })
  await Promise.all(strayed.map(({ executionId, action }) => commandChild(deps, executionId, action)))
}

/** One that is gone needs no command. */
async function commandChild(
  { engine }: Pick<NestingDeps, 'engine'>,
  executionId: string,
  action: ChildAction,
): Promise<void> {
  try {
    await engine.submit(executionId, toCommand(action, Date.now()))
  } catch (error) {
    if (!(error instanceof DomainError) || error.kind !== 'not-found') throw error
  }
}

function toCommand(action: ChildAction, now: number): Command {
  switch (action) {
    case 'cancel':
      return {
        type: 'cancel-execution',
        now,
        by: null,
        reason: 'The run that it is part of went on without it',
      }
    case 'pause':
      return { type: 'pause-execution', now, by: parentAsActor }
    case 'resume':
      return { type: 'resume-execution', now, by: parentAsActor }
  }
}
