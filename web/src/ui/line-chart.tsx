import { lazy, Suspense } from 'react'
import type { LineChartProps } from './line-chart-props.ts'
import { loadPart } from './load-part.ts'

const LineChartView = lazy(() =>
  loadPart(() => import('./line-chart-view.tsx')).then((module) => ({ default: module.LineChartView })),
)

/** Lines over time. The drawing library arrives with the first chart. */
export function LineChart(props: LineChartProps) {
  return (
    <Suspense fallback={<div style={{ height: props.height ?? 180 }} />}>
      <LineChartView {...props} />
    </Suspense>
  )
}
