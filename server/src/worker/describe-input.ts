/** The parameters as an attempt got them, for people to look at: cut where they are long. */
import { isStorable, isTooDeep, toStorable } from './storable-json.ts'

const MAX_CHARACTERS = 16 * 1024
const EXCERPT_CHARACTERS = 4 * 1024

export function describeInput(params: unknown): unknown {
  const text = JSON.stringify(params)
  if (text.length <= MAX_CHARACTERS && !isTooDeep(text)) return isStorable(text) ? params : toStorable(params)
  const excerpt = toStorable(text.slice(0, EXCERPT_CHARACTERS))
  return { truncated: true, sizeBytes: Buffer.byteLength(text), excerpt }
}
