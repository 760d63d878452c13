import { describe, expect, it } from 'vitest'
import { parseAnsi, stripAnsi } from './ansi.ts'

const esc = '\u001b'
const look = { color: null, bold: false, dim: false, italic: false, underline: false }

describe('log colours', () => {
  it('leave a plain line as one run', () => {
    expect(parseAnsi('334 lines')).toEqual([{ text: '334 lines', ...look }])
  })

  it('give runs of text their colour until it is reset', () => {
    expect(parseAnsi(`${esc}[32m334 lines${esc}[0m, 3 errors`)).toEqual([
      { text: '334 lines', ...look, color: 'green' },
      { text: ', 3 errors', ...look },
    ])
  })

  it('understand several codes at once, bright colours and an empty reset', () => {
    expect(parseAnsi(`${esc}[1;91mfatal${esc}[m x`)).toEqual([
      { text: 'fatal', ...look, color: 'red', bold: true },
      { text: ' x', ...look },
    ])
  })

  it('skip the arguments of 256 and true colours', () => {
    expect(
      parseAnsi(`${esc}[38;5;2ma${esc}[38;2;1;2;3;4mb`).map(({ text, color, underline }) => [
        text,
        color,
        underline,
      ]),
    ).toEqual([
      ['a', 'green', false],
      ['b', null, true],
    ])
  })

  it('drop links, cursor moves, bells and unfinished sequences', () => {
    expect(
      stripAnsi(`${esc}]8;;http://x${esc}\\link${esc}]8;;\u0007 ${esc}[2K${esc}[1Adone\u0007${esc}[3`),
    ).toBe('link done3')
  })

  it('show markup as text', () => {
    expect(stripAnsi('<b>&amp;</b>')).toBe('<b>&amp;</b>')
  })
})
