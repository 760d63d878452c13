interface ChartTipProps {
  title: string
  lines: readonly { label: string; value: string; color?: string }[]
  /** Where in the chart's box, in pixels; the tip keeps to the side that has room. */
  left: number
  width: number
}

/** The figures under the pointer. They stand in the table view as well. */
export function ChartTip({ title, lines, left, width }: ChartTipProps) {
  const onRight = left < width / 2
  return (
    <div
      className="pointer-events-none absolute top-1 z-10 rounded-md border border-line-strong bg-raised px-2 py-1 text-12 whitespace-nowrap shadow-pop"
      style={onRight ? { left: left + 10 } : { right: width - left + 10 }}
    >
      <p className="font-medium">{title}</p>
      {lines.map((line) => (
        <p className="flex items-center gap-1.5 text-text-2" key={line.label}>
          {line.color === undefined ? null : (
            <span className="size-2 rounded-[2px]" style={{ background: line.color }} />
          )}
          <span className="flex-1">{line.label}</span>
          <span className="pl-3 font-medium text-text tabular-nums">{line.value}</span>
        </p>
      ))}
    </div>
  )
}
