/** Whether a value that somebody sent can be stored. Throws VALUE_TOO_LARGE or REQUEST_INVALID. */
import { hasInfiniteNumber } from '@heddle/core/definition/has-infinite-number.ts'
import { DomainError } from '@heddle/core/errors.ts'
import { isStorableJson } from './storable-json.ts'

export function checkJsonValue(
  value: unknown,
  { what, limitBytes }: { what: string; limitBytes: number },
): void {
  const json = JSON.stringify(value) ?? 'null'
  if (Buffer.byteLength(json) > limitBytes) {
    const message = `The ${what} is larger than the limit of ${limitBytes} bytes.`
    throw new DomainError('VALUE_TOO_LARGE', { what, limitBytes }, { message })
  }
  const refuse = (message: string) =>
    new DomainError('REQUEST_INVALID', { problems: [{ path: what, message }] })
  if (!isStorableJson(json)) throw refuse('holds U+0000 or half of a surrogate pair')
  if (hasInfiniteNumber(value)) throw refuse('holds a number beyond 1.8e308, which would be lost')
}
