import { describe, expect, it } from 'vitest'
import { toPreviewKind } from './preview-kind.ts'

describe('the preview of a file', () => {
  it.each([
    ['report.html', 'text/html; charset=utf-8', 'html'],
    ['data.json', 'application/json', 'json'],
    ['data.json', 'application/octet-stream', 'json'],
    ['rows.csv', 'text/plain', 'csv'],
    ['NOTES.MD', 'text/plain; charset=utf-8', 'markdown'],
    ['plot.svg', 'image/svg+xml', 'image'],
    ['x.bin', 'application/octet-stream', 'none'],
    ['constructor', 'application/octet-stream', 'none'],
    ['script.sh', 'application/x-sh', 'text'],
  ])('of %s as %s is %s', (name, contentType, kind) => {
    expect(toPreviewKind({ name, contentType, sizeBytes: 100 })).toBe(kind)
  })

  it('falls back to the beginning as text where half a file says nothing', () => {
    const sizeBytes = 50 * 1024 * 1024
    expect(toPreviewKind({ name: 'a.json', contentType: 'application/json', sizeBytes })).toBe('text')
    expect(toPreviewKind({ name: 'a.csv', contentType: 'text/csv', sizeBytes })).toBe('csv')
  })
})
