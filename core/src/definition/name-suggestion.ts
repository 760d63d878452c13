/** "Did you mean ...?" for a name that is not known. */

/** A closing phrase such as `; did you mean split?`, or nothing where no name is near. */
export type NameSuggester = (unknown: string, known: Iterable<string>) => string

/** Comparing takes longer than it helps with very many names, or for very many unknown ones. */
const maxCompared = 2000
const maxSuggestions = 50

/** One suggester for each run: it falls silent once it has been asked often. */
export function createSuggester(): NameSuggester {
  let asked = 0
  return (unknown, known) => {
    asked += 1
    return asked > maxSuggestions ? '' : suggestName(unknown, known)
  }
}

function suggestName(unknown: string, known: Iterable<string>): string {
  let nearest: string | null = null
  // Two letters swapped are two changes; a name of one or two letters is near to every other.
  let least = unknown.length < 3 ? 1 : Math.max(2, Math.floor(unknown.length / 3)) + 1
  let compared = 0
  for (const name of known) {
    if (compared === maxCompared) break
    compared += 1
    if (Math.abs(name.length - unknown.length) >= least) continue
    const distance = editDistance(unknown.toLowerCase(), name.toLowerCase())
    if (distance < least) {
      least = distance
      nearest = name
    }
  }
  return nearest === null ? '' : `; did you mean ${nearest}?`
}

/** Letters to change, add or remove to get from one name to the other. Names are at most 128 long. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}
