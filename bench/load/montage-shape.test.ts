import { compilePlan } from '@heddle/core/plan/compile-plan.ts'
import { describe, expect, test } from 'vitest'
import { montageShapeOf } from './montage-shape.ts'

describe('a graph of the shape of the montage runs', () => {
  test.each([20, 21, 100, 2185, 20_000])('has as many nodes as were asked for: %i', (tasks) => {
    expect(Object.keys(montageShapeOf(tasks).nodes)).toHaveLength(tasks)
  })

  test('of 2,185 tasks has the levels and the edges of the real one', () => {
    const { nodes, edges = [] } = montageShapeOf(2185)
    const count = (prefix: string) => Object.keys(nodes).filter((id) => id.startsWith(prefix)).length
    expect([count('project_'), count('fit_'), count('background_')]).toEqual([300, 1580, 300])
    expect(edges).toHaveLength(5943)
  })

  test('has one beginning for each image and one end, and no two equal edges', () => {
    const document = montageShapeOf(500)
    const edges = document.edges ?? []
    const targets = new Set(edges.map(({ target }) => target))
    const sources = new Set(edges.map(({ source }) => source))
    const ids = Object.keys(document.nodes)
    expect(ids.filter((id) => !targets.has(id)).every((id) => id.startsWith('project_'))).toBe(true)
    expect(ids.filter((id) => !sources.has(id))).toEqual(['view'])
    expect(new Set(edges.map(({ source, target }) => `${source} ${target}`)).size).toBe(edges.length)
  })

  test('runs in order: nothing waits in a circle', () => {
    expect(compilePlan(montageShapeOf(1000)).nodes).toHaveLength(1000)
  })

  test('is refused where it would be too small', () => {
    expect(() => montageShapeOf(19)).toThrow('at least 20')
  })
})
