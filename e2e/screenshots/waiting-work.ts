/** What waits at this moment in the harbour office: for people, for slots and rates, for the items of a map. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

interface Asked {
  readonly name: string
  readonly title: string
  readonly more: Record<string, unknown>
}

const berthForm = {
  type: 'object',
  properties: {
    berth: { type: 'string', title: 'Berth', enum: ['North 4', 'North 5', 'South 2'], default: 'North 4' },
    tugs: { type: 'integer', title: 'Tugs', minimum: 0, maximum: 4, default: 2 },
    pilot: { type: 'boolean', title: 'Pilot on board', default: true },
  },
  required: ['berth', 'tugs'],
}

const berthMessage = [
  'She is **294 m** long and arrives with the evening tide.',
  '',
  '| | draught | free until |',
  '| --- | --- | --- |',
  '| North 4 | 14.5 m | Sunday 06:00 |',
  '| North 5 | 12.0 m | Monday 18:00 |',
].join('\n')

const questions: readonly Asked[] = [
  {
    name: 'Berth plan',
    title: 'Give the Maren Elise a berth tonight?',
    more: { message: berthMessage, schema: berthForm, deadlineSeconds: 5_400, onDeadline: 'reject' },
  },
  {
    name: 'Customs release',
    title: 'Release 14 containers held by customs?',
    more: { message: 'Two of them were opened; nothing was missing.', deadlineSeconds: 540 },
  },
  {
    name: 'Payroll export',
    title: 'Send the payroll of November to the bank?',
    more: { deadlineSeconds: 172_800 },
  },
  { name: 'Tariff update', title: 'Publish the tariffs of 2027?', more: {} },
]

/** Runs that ask; the last one asked stands first in no list, so the order is that of the pictures. */
export const asking: readonly WorkflowDocument[] = questions.map(({ name, title, more }) => ({
  name,
  nodes: {
    ask: { name: 'Ask the harbour master', type: 'approval', params: { title, ...more }, position: at(0, 0) },
    go: { name: 'Carry it out', type: 'noop', position: at(-112, 120) },
    tell: { name: 'Tell who asked', type: 'noop', position: at(112, 120) },
  },
  edges: [
    { source: 'ask', target: 'go', port: 'approved' },
    { source: 'ask', target: 'tell', port: 'rejected' },
  ],
}))

/** Held at the gate by `script`: two of them fill the key, the rest queue for it. */
export const crane = (script: string): WorkflowDocument => ({
  name: 'Unload a ship',
  settings: { maxConcurrentExecutions: 4 },
  nodes: {
    moor: { name: 'Moor', type: 'noop', position: at(0, 0) },
    lift: {
      name: 'Lift the containers',
      type: 'shell',
      params: { script },
      concurrencyKey: 'crane-north',
      concurrencyLimit: 2,
      position: at(0, 120),
    },
    list: { name: 'Write the list', type: 'noop', position: at(0, 240) },
  },
  edges: [
    { source: 'moor', target: 'lift' },
    { source: 'lift', target: 'list' },
  ],
})

/** Asks a service that takes three requests in ten minutes. */
export const registry: WorkflowDocument = {
  name: 'Ship registry',
  nodes: Object.fromEntries(
    ['Maren Elise', 'Tern', 'Ostvik', 'Lady Anne', 'Corrie'].map((ship, place) => [
      `ship_${place}`,
      {
        name: `Look up ${ship}`,
        type: 'noop',
        rateLimit: { limit: 3, perSeconds: 600, key: 'registry.example' },
        position: at((place - 2) * 208, 0),
      },
    ]),
  ),
}

/** A map whose first items are done, some of them failed, and the rest held at the gate. */
export const manifests = (script: string): WorkflowDocument => ({
  name: 'Read the manifests',
  nodes: {
    list: { name: 'List the ships', type: 'noop', position: at(0, 0) },
    read: {
      name: 'Read each manifest',
      type: 'map',
      params: {
        items: '{{ [1..40].{"name": "manifest " & $string($), "n": $} }}',
        concurrency: 6,
        onItemFailure: 'continue',
        graph: {
          nodes: {
            parse: {
              name: 'Parse',
              type: 'shell',
              params: {
                script: `if [ "$N" = 9 ] || [ "$N" = 15 ]; then exit 3; fi; if [ "$N" -gt 22 ]; then ${script}; fi`,
                env: { N: '{{ item.n }}' },
              },
            },
          },
        },
      },
      position: at(0, 120),
    },
    sum: { name: 'Sum up the cargo', type: 'noop', position: at(0, 240) },
  },
  edges: [
    { source: 'list', target: 'read' },
    { source: 'read', target: 'sum' },
  ],
})

function at(x: number, y: number): { x: number; y: number } {
  return { x: 300 + x, y: 40 + y }
}
