/** The workflows that ship: valid as they are, laid out on the grid, and each with the words of its card. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { validateDocument } from '@heddle/core/definition/validate-document.ts'
import { workflowDocumentSchema } from '@heddle/core/definition/workflow-document.ts'
import { describe, expect, it } from 'vitest'
import { nodeTypeRegistry } from '../nodes/registry.ts'

const folder = join(import.meta.dirname, '../../../examples')
const exampleIds = ['log-report', 'link-check', 'retry-and-recover', 'approve-an-order', 'weather-stations']

async function readJson(...path: string[]): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, ...path), 'utf8'))
}

describe.each(exampleIds)('the example %s', (exampleId) => {
  it('has no problem', async () => {
    const document = workflowDocumentSchema.parse(await readJson(exampleId, 'workflow.json'))
    expect(validateDocument(document, nodeTypeRegistry).problems).toEqual([])
  })

  it('stands on the grid with a name for every node', async () => {
    const { nodes } = workflowDocumentSchema.parse(await readJson(exampleId, 'workflow.json'))
    for (const node of Object.values(nodes)) {
      expect(node.name).toMatch(/^[A-Z]/)
      expect([(node.position?.x ?? 1) % 8, (node.position?.y ?? 1) % 8]).toEqual([0, 0])
    }
  })

  it('says what it is, how long it takes and what it is given', async () => {
    expect(await readJson(exampleId, 'example.json')).toMatchObject({
      name: expect.stringMatching(/^[A-Z]/),
      description: expect.stringMatching(/[^.]$/),
      typicalMs: expect.any(Number),
      input: expect.any(Object),
    })
  })
})
