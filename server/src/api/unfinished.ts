import { DomainError } from '@heddle/core/errors.ts'

export function unfinished(): never {
  throw new DomainError('INTERNAL', {})
}
