/** Equality by value of the small records that the canvas draws, so that an equal copy redraws nothing. */
import type { GraphEdge, GraphItems, GraphNode } from './graph-model.ts'

export function isSameNode(a: GraphNode, b: GraphNode): boolean {
  return (
    a === b ||
    (a.name === b.name &&
      a.typeLabel === b.typeLabel &&
      a.icon === b.icon &&
      a.detail === b.detail &&
      a.position.x === b.position.x &&
      a.position.y === b.position.y &&
      a.ports.join() === b.ports.join() &&
      a.hasFailureEdge === b.hasFailureEdge &&
      a.triggerRuleLabel === b.triggerRuleLabel &&
      a.status === b.status &&
      a.mark === b.mark &&
      a.attempt?.n === b.attempt?.n &&
      a.attempt?.of === b.attempt?.of &&
      a.progress === b.progress &&
      a.isStack === b.isStack &&
      isSameItems(a.items, b.items) &&
      a.unknown === b.unknown)
  )
}

function isSameItems(a: GraphItems | undefined, b: GraphItems | undefined): boolean {
  return (
    a === b ||
    (a?.total === b?.total &&
      a?.completed === b?.completed &&
      a?.failed === b?.failed &&
      a?.running === b?.running)
  )
}

export function isSameEdge(a: GraphEdge, b: GraphEdge): boolean {
  return (
    a === b ||
    (a.source === b.source &&
      a.target === b.target &&
      a.port === b.port &&
      a.when === b.when &&
      a.state === b.state)
  )
}
