import type { RetryWish } from '../core/retry-wish.ts'
import type { RetryTarget } from './use-retry-target.ts'

/** What every part of the retry's form shows and changes. */
export interface RetryFieldProps {
  readonly wish: RetryWish
  readonly target: RetryTarget
  readonly onChange: (wish: RetryWish) => void
}
