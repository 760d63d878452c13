export interface LineSeries {
  label: string
  /** One for each time; null leaves a gap. */
  values: readonly (number | null)[]
  tone?: 'accent' | 'dashed' | 'neutral' | 'bad'
  area?: boolean
}

export interface LineChartProps {
  /** What the chart shows, for assistive technology. */
  label: string
  series: readonly LineSeries[]
  /** Milliseconds since 1970, rising. */
  times: readonly number[]
  format: (value: number) => string
  /** The time in the tip; a short day and minute otherwise. */
  formatTime?: (ms: number) => string
  height?: number
  /** The largest value of the axis, such as 1 for a share. */
  max?: number
}
