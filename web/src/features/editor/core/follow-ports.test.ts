import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { expect, test } from 'vitest'
import { setParam } from './edit-document.ts'
import { followPorts } from './follow-ports.ts'

const branch = {
  ports: [],
  portsFrom: [
    { param: 'cases', each: 'port' },
    { param: 'otherwise', default: 'default' },
  ],
}

const ways: WorkflowDocument = {
  name: 'Ways',
  nodes: {
    way: { type: 'branch', params: { cases: [{ port: 'large' }, { port: 'mid' }] } },
    a: { type: 'noop' },
    b: { type: 'noop' },
  },
  edges: [
    { source: 'way', target: 'a', port: 'large' },
    { source: 'way', target: 'b', port: 'mid' },
    { source: 'way', target: 'b', port: 'default' },
    { source: 'way', target: 'a', port: 'failure' },
    { source: 'a', target: 'b' },
  ],
}

const way = { nodeId: 'way', declaration: branch }

/** The ports of the node's edges after each of the values was set, one after the other. */
function portsAfter(name: string, ...values: readonly unknown[]) {
  const after = values.reduce<WorkflowDocument>(
    (now, value) => followPorts(now, setParam(now, 'way', { name, value }), way),
    ways,
  )
  return after.edges?.filter(({ source }) => source === 'way').map(({ port }) => port)
}
const cases = (...ports: readonly string[]) => ports.map((port) => ({ port }))

test.each([
  { name: 'a case', steps: [cases('huge', 'mid')], ports: ['huge', 'mid', 'default', 'failure'] },
  {
    name: 'a case that is emptied letter by letter first',
    steps: [cases('l', 'mid'), cases('', 'mid'), cases('x', 'mid'), cases('xl', 'mid')],
    ports: ['xl', 'mid', 'default', 'failure'],
  },
  {
    name: 'a case that has the name of another one on the way',
    steps: [cases('mid', 'mid'), cases('midst', 'mid')],
    ports: ['midst', 'mid', 'default', 'failure'],
  },
])('edges follow $name', ({ steps, ports }) => {
  expect(portsAfter('cases', ...steps)).toEqual(ports)
})

test.each([
  { name: 'a case that is moved', steps: [cases('mid', 'large')] },
  { name: 'a case that goes', steps: [cases('mid')] },
  { name: 'a case that comes', steps: [cases('large', 'mid', 'small')] },
  { name: 'a name that is taken', steps: [cases('mid', 'mid')] },
  { name: 'a name that no port may have', steps: [cases('failure', 'mid')] },
])('edges stay with $name', ({ steps }) => {
  expect(portsAfter('cases', ...steps)).toEqual(['large', 'mid', 'default', 'failure'])
})

test('edges follow the port for the rest, and go back to its usual name', () => {
  expect(portsAfter('otherwise', 'rest')).toEqual(['large', 'mid', 'rest', 'failure'])
  expect(portsAfter('otherwise', 'rest', undefined)).toEqual(['large', 'mid', 'default', 'failure'])
})

test('a document whose edges need not follow is not made anew', () => {
  const after = setParam(ways, 'way', { name: 'cases', value: cases('large', 'mid', 'small') })
  expect(followPorts(ways, after, way)).toBe(after)
})
