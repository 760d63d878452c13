import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../testing/start-test-api.ts'

const report = '<h1>A report</h1><script>document.title = 1</script>'
const leaving = {
  name: 'leaving files',
  nodes: {
    a: {
      type: 'shell',
      params: {
        script: [
          `printf '%s' '${report}' > "$HEDDLE_ARTIFACTS/report.html"`,
          'mkdir "$HEDDLE_ARTIFACTS/deep"',
          'printf 0123456789 > "$HEDDLE_ARTIFACTS/deep/ten digits.txt"',
          ': > "$HEDDLE_ARTIFACTS/empty.bin"',
        ].join('\n'),
      },
    },
    big: {
      type: 'javascript',
      params: { code: `export default async () => ({ text: 'x'.repeat(200000) })` },
    },
  },
}

let api: TestApi
let executionId: string
let items: { artifact_id: string; name: string; sha256: string; size_bytes: number; content_type: string }[]
beforeAll(async () => {
  api = await startTestApi()
  const execution = await api.run(await api.createWorkflow(leaving))
  expect(execution.status).toBe('completed')
  executionId = execution.execution_id
  items = (await api.call(`GET /api/executions/${executionId}/artifacts`)).body.items
})
afterAll(() => api?.close())

function contentOf(name: string): string {
  return `/api/artifacts/${items.find((item) => item.name === name)?.artifact_id}/content`
}

describe('artifacts', () => {
  test('are listed with size, type and checksum', () => {
    expect(items.map(({ name }) => name).toSorted()).toEqual([
      'deep/ten digits.txt',
      'empty.bin',
      'report.html',
    ])
    const html = items.find(({ name }) => name === 'report.html')
    expect(html).toMatchObject({
      node_id: 'a',
      attempt: 1,
      size_bytes: report.length,
      content_type: 'text/html; charset=utf-8',
    })
    expect(html?.sha256).toBe(createHash('sha256').update(report).digest('hex'))
  })

  test('are read with their checksum and without any rights of our pages', async () => {
    const { status, text, headers } = await api.call(`GET ${contentOf('report.html')}`)
    expect([status, text]).toEqual([200, report])
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('x-checksum-sha256')).toBe(createHash('sha256').update(report).digest('hex'))
    expect(headers.get('content-security-policy')).toContain('sandbox')
    expect(headers.get('content-security-policy')).not.toContain('allow-same-origin')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-disposition')).toBe("inline; filename*=UTF-8''report.html")
  })

  test.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
    ['bytes=0-1,3-4', 200, '0123456789', null],
  ])('answer the range %s', async (...row) => {
    const [range, status, text, contentRange] = row
    const answer = await api.call(`GET ${contentOf('deep/ten digits.txt')}`, { headers: { range } })
    expect([answer.status, answer.text, answer.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ])
  })

  test.each([
    [{}, 200, '10'],
    [{ range: 'bytes=7-' }, 206, '3'],
  ])('tell their size to whoever asks with %j for the head alone', async (headers, status, length) => {
    const answer = await api.call(`HEAD ${contentOf('deep/ten digits.txt')}`, { headers })
    expect([answer.status, answer.headers.get('content-length'), answer.text]).toEqual([status, length, ''])
  })

  test('refuse a range outside', async () => {
    const answer = await api.call(`GET ${contentOf('deep/ten digits.txt')}`, {
      headers: { range: 'bytes=10-' },
    })
    expect([answer.status, answer.headers.get('content-range')]).toEqual([416, 'bytes */10'])
    expect(answer.body.error).toMatchObject({ code: 'RANGE_NOT_SATISFIABLE', details: { size_bytes: 10 } })
  })

  test('are not sent twice, may be empty, and can be saved', async () => {
    const first = await api.call(`GET ${contentOf('empty.bin')}`)
    expect([first.status, first.text]).toEqual([200, ''])
    const again = await api.call(`GET ${contentOf('report.html')}`, {
      headers: { 'if-none-match': `"${createHash('sha256').update(report).digest('hex')}"` },
    })
    expect(again.status).toBe(304)
    const saved = await api.call(`GET ${contentOf('report.html')}?download=1`)
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment/)
  })

  test('need a key and an id that is there', async () => {
    expect((await api.callAsNobody(`GET ${contentOf('report.html')}`)).status).toBe(401)
    for (const id of ['00000000-0000-7000-8000-000000000000', 'nonsense']) {
      const { status, body } = await api.call(`GET /api/artifacts/${id}/content`)
      expect([status, body.error.code]).toEqual([404, 'ARTIFACT_NOT_FOUND'])
    }
  })
})

test('a large output is named by its size and read where it says', async () => {
  const { body } = await api.call(`GET /api/executions/${executionId}/nodes/big`)
  expect(body.output).toBeNull()
  expect(body.output_ref.size_bytes).toBeGreaterThan(200_000)
  const { body: value, headers } = await api.call(`GET ${body.output_ref.href}`)
  expect(value.text).toHaveLength(200_000)
  expect(headers.get('x-checksum-sha256')).toBe(body.output_ref.sha256)
})
