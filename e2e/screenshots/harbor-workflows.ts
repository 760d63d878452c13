/** The workflows of a made-up harbour office: a week of its work fills the pictures. */
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

export interface PastWork {
  readonly document: WorkflowDocument
  readonly versions: number
  readonly editedDaysAgo: number
  readonly editedBy: string
  /** Minutes between starts. */
  readonly every: number
  readonly usualSeconds: number
  readonly failures: number
  /** Which node fails. */
  readonly weakNode: string
  readonly trigger: 'manual' | 'api'
}

type Row = readonly string[]

const params: Readonly<Record<string, Record<string, unknown>>> = {
  shell: { script: 'echo done' },
  http: { url: 'https://api.harbor.example/v1/items' },
  javascript: { code: 'export default async ({ input }) => input' },
  transform: { expression: '{ "rows": 12 }' },
  wait: { durationMs: 1000 },
  noop: {},
}

/** Rows of `Name|type` from top to bottom; every row hangs on the one above. */
function layered(name: string, description: string, rows: readonly Row[]): WorkflowDocument {
  const nodes: WorkflowDocument['nodes'] = {}
  const ids = rows.map((row, y) =>
    row.map((word, x) => {
      const [label = '', type = 'noop'] = word.split('|')
      const id = label.toLowerCase().replaceAll(/[^a-z]+/g, '_')
      const left = 300 + (x - (row.length - 1) / 2) * 208
      nodes[id] = { name: label, type, params: params[type] ?? {}, position: { x: left, y: y * 96 } }
      return id
    }),
  )
  const edges = ids.slice(1).flatMap((row, y) => {
    const above = ids[y] ?? []
    const longer = Math.max(above.length, row.length)
    return Array.from({ length: longer }, (_, at) => ({
      source: above[Math.floor((at * above.length) / longer)] ?? '',
      target: row[Math.floor((at * row.length) / longer)] ?? '',
    }))
  })
  return { name, description, nodes, edges }
}

/** Holds a live run at this node until its file exists. */
export function heldAt(document: WorkflowDocument, nodeId: string, script: string): WorkflowDocument {
  const node = document.nodes[nodeId]
  if (node === undefined) throw new Error(`${document.name} has no node ${nodeId}`)
  const held = { ...node, type: 'shell', params: { script } }
  const before = new Set(
    (document.edges ?? []).filter((edge) => edge.target === nodeId).map((edge) => edge.source),
  )
  const quiet = Object.entries(document.nodes).map(([id, each]) => [
    id,
    each.type === 'http' && (before.has(id) || id !== nodeId) ? { ...each, type: 'noop', params: {} } : each,
  ])
  return { ...document, nodes: { ...Object.fromEntries(quiet), [nodeId]: held } }
}

export const warehouse = layered('Warehouse sync', 'Orders and stock, kept in step', [
  ['Open the day|transform'],
  ['Load orders|http', 'Load stock|http', 'Load returns|http'],
  ['Match orders|javascript', 'Match returns|javascript'],
  ['Write stock|shell'],
  ['Tell the shop|http'],
])
const prices = layered('Price feed import', 'Four suppliers, checked for jumps', [
  ['Read the list|transform'],
  ['Fetch supplier A|http', 'Fetch supplier B|http', 'Fetch supplier C|http', 'Fetch supplier D|http'],
  ['Parse A|javascript', 'Parse B|javascript', 'Parse C|javascript', 'Parse D|javascript'],
  ['Compare with yesterday|transform'],
  ['Write prices|shell', 'Report jumps|shell'],
])
export const thumbnails = layered('Thumbnail batch', 'Resizes new product images', [
  ['List new images|http'],
  ['Resize small|shell', 'Resize medium|shell', 'Resize large|shell', 'Resize square|shell'],
  ['Check the sizes|javascript'],
  ['Upload|shell'],
])
export const backup = layered('Backup of billing tables', 'Dumps eight tables, verifies the copy', [
  ['Dump accounts|shell', 'Dump invoices|shell'],
  ['Copy to the vault|shell'],
  ['Verify copy|shell'],
])
const mail = layered('Support mail triage', 'Sorts mail, drafts a first answer', [
  ['Fetch mail|http'],
  ['Sort by topic|javascript', 'Find the customer|http'],
  ['Draft an answer|javascript'],
  ['File the mail|http'],
])
const links = layered('Link check, docs site', 'Reports links that broke', [
  ['Open the site|http'],
  ['Visit pages|javascript', 'Check images|javascript'],
  ['Write the findings|shell'],
])
const invoices = layered('Invoice archive', 'Moves paid invoices to storage', [
  ['List paid invoices|http'],
  ['Print as PDF|shell'],
  ['Store|shell'],
  ['Mark as stored|http'],
])
export const churn = layered('Churn features', 'Weekly table for the churn model', [
  ['Load visits|http', 'Load orders|http'],
  ['Join|transform'],
  ['Features by week|javascript', 'Features by month|javascript'],
  ['Write the table|shell'],
])

const byHand = { trigger: 'manual', editedBy: 'Tomas Reyes' } as const
const byProgram = { trigger: 'api', editedBy: 'Ines Okafor' } as const

export const pastWork: readonly PastWork[] = [
  {
    document: warehouse,
    versions: 31,
    editedDaysAgo: 1,
    every: 62,
    usualSeconds: 118,
    failures: 0.006,
    weakNode: 'load_stock',
    ...byProgram,
  },
  {
    document: prices,
    versions: 22,
    editedDaysAgo: 3,
    every: 17,
    usualSeconds: 92,
    failures: 0.05,
    weakNode: 'fetch_supplier_c',
    ...byProgram,
  },
  {
    document: thumbnails,
    versions: 9,
    editedDaysAgo: 0.25,
    every: 290,
    usualSeconds: 280,
    failures: 0.02,
    weakNode: 'resize_large',
    ...byProgram,
  },
  {
    document: backup,
    versions: 6,
    editedDaysAgo: 8,
    every: 1440,
    usualSeconds: 200,
    failures: 0.1,
    weakNode: 'verify_copy',
    ...byHand,
  },
  {
    document: mail,
    versions: 17,
    editedDaysAgo: 2,
    every: 37,
    usualSeconds: 14,
    failures: 0.002,
    weakNode: 'draft_an_answer',
    ...byProgram,
  },
  {
    document: links,
    versions: 4,
    editedDaysAgo: 18,
    every: 720,
    usualSeconds: 41,
    failures: 0,
    weakNode: '',
    ...byHand,
  },
  {
    document: invoices,
    versions: 2,
    editedDaysAgo: 50,
    every: 800,
    usualSeconds: 22,
    failures: 0,
    weakNode: '',
    ...byHand,
  },
]
