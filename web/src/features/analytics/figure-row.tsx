import { useQuery } from '@tanstack/react-query'
import { cx } from '../../ui/class-names.ts'
import { toFigures } from './core/figures.ts'
import { analyticsQueries, type Scope } from './queries.ts'

const labels = ['Executions', 'Success rate', 'p50', 'p95', 'Queue wait p95', 'Retried runs']

/** Six figures, each against the period before. */
export function FigureRow({ scope, before }: { scope: Scope; before: string }) {
  const { data } = useQuery(analyticsQueries.overview(scope))
  const figures = data && toFigures(data, data.previous)
  return (
    <dl className="grid shrink-0 grid-cols-6 gap-px border-b border-line bg-line max-[899px]:grid-cols-3">
      {labels.map((label, index) => {
        const figure = figures?.[index]
        const change = figure?.change
        return (
          <div
            className="h-16 min-w-0 bg-surface px-5 pt-2 not-first:max-[1199px]:px-3 max-[899px]:px-5!"
            key={label}
          >
            <dt className="text-12 text-text-2">{label}</dt>
            <dd className="flex items-baseline gap-2 whitespace-nowrap max-[1199px]:gap-1.5">
              <span className="text-20 font-semibold tabular-nums">{figure?.value ?? ''}</span>
              {change === null || change === undefined ? null : (
                <span
                  className={cx('truncate text-12', change.worse ? 'text-st-failed' : 'text-text-2')}
                  title={`against ${before}`}
                >
                  {change.words}
                  <span className="sr-only"> against {before}</span>
                </span>
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
