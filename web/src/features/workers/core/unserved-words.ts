import { plural } from '../../../ui/format-count.ts'
import type { QueueDepth } from './fleet.ts'

/** `3 nodes of group gpu wait, and no worker takes them.` */
export function unservedWords(groups: QueueDepth['groups']): string {
  const what = groups.map(({ group, tasks }) => `${plural(tasks, 'node')} of group ${group}`).join(', ')
  const isOne = groups.length === 1 && groups[0]?.tasks === 1
  return isOne ? `${what} waits, and no worker takes it.` : `${what} wait, and no worker takes them.`
}
