import { describe, expect, it } from 'vitest'
import { createLogBook, type LogLine } from './log-book.ts'
import { findLines, isErrorLine, splitByHits } from './log-search.ts'

function line(n: number, text = `line ${n}`, stream: LogLine['stream'] = 'stdout'): LogLine {
  return {
    cursor: `c${n}`,
    nodeId: 'fetch',
    attempt: 1,
    timestamp: '2026-11-20T02:00:00.000Z',
    stream,
    line: text,
  }
}

const texts = (lines: readonly LogLine[]) => lines.map((each) => each.line)

describe('the log book', () => {
  it('keeps lines in order and shows none twice', () => {
    const frames: (() => void)[] = []
    const queued = createLogBook((flush) => frames.push(flush))
    queued.add([line(1), line(2)])
    queued.add([line(2), line(3)])
    for (const flush of frames.splice(0)) flush()
    queued.add([line(3), line(4)])
    for (const flush of frames.splice(0)) flush()
    expect(texts(queued.lines())).toEqual(['line 1', 'line 2', 'line 3', 'line 4'])
  })

  it('tells its listeners once a frame', () => {
    const waiting: (() => void)[] = []
    const book = createLogBook((flush) => waiting.push(flush))
    let told = 0
    book.subscribe(() => {
      told += 1
    })
    book.add([line(1)])
    book.add([line(2)])
    for (const flush of waiting) flush()
    expect(told).toBe(1)
    expect(book.lines()).toHaveLength(2)
  })
})

describe('search in logs', () => {
  it('finds words in any case, past colours', () => {
    const lines = [line(1, 'POST \u001b[31m503\u001b[0m Service'), line(2, 'ok'), line(3, '503 service')]
    expect(findLines(lines, '503 SERV')).toEqual([0, 2])
    expect(findLines(lines, '')).toEqual([])
  })

  it('cuts a text at its hits', () => {
    expect(splitByHits('a 503 and 503', '503')).toEqual([
      { text: 'a ', isHit: false },
      { text: '503', isHit: true },
      { text: ' and ', isHit: false },
      { text: '503', isHit: true },
    ])
  })

  it('takes a line for an error only off the plain output', () => {
    expect(isErrorLine(line(1, 'error: no such file', 'stderr'))).toBe(true)
    expect(isErrorLine(line(1, '3 errors, error rate low'))).toBe(false)
    expect(isErrorLine(line(1, 'progress 10 %', 'stderr'))).toBe(false)
  })
})
