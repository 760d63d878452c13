/** Refuses a period that ends before it begins, and a series with more points than anybody can see. */
import { DomainError } from '@heddle/core/errors.ts'
import { countBuckets, type Series } from '../../analytics/scope.ts'

const MAX_BUCKETS = 2_000

export function checkPeriod({ from, to }: { from: Date; to: Date }): void {
  if (from < to) return
  throw new DomainError('REQUEST_INVALID', { problems: [{ path: 'to', message: 'must be later than from' }] })
}

export function checkSeries(series: Pick<Series, 'from' | 'to' | 'interval'>): void {
  checkPeriod(series)
  if (countBuckets(series) <= MAX_BUCKETS) return
  const message = `gives more than ${MAX_BUCKETS} points: take a longer interval or a shorter period`
  throw new DomainError('REQUEST_INVALID', { problems: [{ path: 'interval', message }] })
}
