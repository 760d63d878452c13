/** Colours in log lines: SGR sequences become runs of text with a look; every other control sequence is dropped. */

export type AnsiColor = 'black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white' | 'grey'

export interface AnsiLook {
  readonly color: AnsiColor | null
  readonly bold: boolean
  readonly dim: boolean
  readonly italic: boolean
  readonly underline: boolean
}

export interface AnsiRun extends AnsiLook {
  readonly text: string
}

const plain: AnsiLook = { color: null, bold: false, dim: false, italic: false, underline: false }
const colors: readonly AnsiColor[] = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white']

// CSI and OSC sequences, then lone escapes with their letter, then control characters other than tab.
const control = new RegExp(
  [
    String.raw`\u001b\[([0-9;:?]*)[ -/]*([@-~])`,
    String.raw`\u001b\][^\u0007\u001b]*(?:\u0007|\u001b\\)?`,
    String.raw`\u001b.?`,
    String.raw`[\u0000-\u0008\u000a-\u001f\u007f]`,
  ].join('|'),
  'g',
)

/** Runs of equal look, in order; a line without sequences is one run. The look starts plain with every line. */
export function parseAnsi(line: string): readonly AnsiRun[] {
  const runs: AnsiRun[] = []
  let look = plain
  let from = 0
  for (const match of line.matchAll(control)) {
    push(runs, line.slice(from, match.index), look)
    from = match.index + match[0].length
    if (match[2] === 'm') look = applySgr(look, match[1] ?? '')
  }
  push(runs, line.slice(from), look)
  return runs
}

/** The line's text alone: what searches look at and downloads keep. */
export function stripAnsi(line: string): string {
  return line.replace(control, '')
}

function push(runs: AnsiRun[], text: string, look: AnsiLook): void {
  if (text !== '') runs.push({ text, ...look })
}

function applySgr(before: AnsiLook, params: string): AnsiLook {
  const codes = params.split(/[;:]/).map((code) => (code === '' ? 0 : Number(code)))
  let look = before
  for (let at = 0; at < codes.length; at += 1) {
    const code = codes[at] ?? 0
    if (code === 38 || code === 48) {
      const isIndexed = codes[at + 1] === 5
      if (code === 38) look = { ...look, color: isIndexed ? toIndexed(codes[at + 2] ?? 7) : null }
      at += isIndexed ? 2 : 4
    } else {
      look = applyCode(look, code)
    }
  }
  return look
}

function applyCode(look: AnsiLook, code: number): AnsiLook {
  if (code === 0) return plain
  if (code >= 30 && code <= 37) return { ...look, color: colors[code - 30] ?? null }
  if (code >= 90 && code <= 97) return { ...look, color: toBright(code - 90) }
  switch (code) {
    case 1:
      return { ...look, bold: true }
    case 2:
      return { ...look, dim: true }
    case 3:
      return { ...look, italic: true }
    case 4:
      return { ...look, underline: true }
    case 22:
      return { ...look, bold: false, dim: false }
    case 23:
      return { ...look, italic: false }
    case 24:
      return { ...look, underline: false }
    case 39:
      return { ...look, color: null }
    default:
      return look
  }
}

function toBright(index: number): AnsiColor | null {
  return index === 0 ? 'grey' : (colors[index] ?? null)
}

/** The first sixteen of the 256 colours have names; of the rest only the greys are kept, as grey. */
function toIndexed(index: number): AnsiColor | null {
  if (index < 8) return colors[index] ?? null
  if (index < 16) return toBright(index - 8)
  return index >= 232 ? 'grey' : null
}
