export interface LineSeries {
  label: string
  /** One for each time; null leaves a gap. */
  values: readonly (number | null)[]
  tone?: 'accent' | 'dashed' | 'neutral' | 'bad'
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
  /** The lowest value of the axis; 0 otherwise. */
  min?: number
  /** Steps that the axis may take, rising: those of a clock for durations. */
  steps?: readonly number[]
  /** Fills what lies between the first two series. */
  band?: boolean
  /** Moments to mark above the lines. */
  flags?: readonly ChartFlag[]
}

export interface ChartFlag {
  time: number
  label: string
}
