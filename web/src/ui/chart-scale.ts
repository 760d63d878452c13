/** Axis arithmetic shared by the charts. */

/** At most this many steps on an axis. */
const mostSteps = 4

/** Steps of 1, 2 or 5 times a power of ten, none under `least`, from 0 up to at least `max`. */
export function niceTicks(max: number, least = 0): number[] {
  if (!(max > 0)) return [0, 1]
  const rough = Math.max(least, max / mostSteps)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power
  const steps = Math.ceil(max / step - 1e-9)
  return Array.from({ length: steps + 1 }, (_, index) => Number((index * step).toPrecision(12)))
}

/** Which of `count` labels to write when `room` of them fit: every n-th, from the first. */
export function labelStep(count: number, room: number): number {
  return room <= 0 ? count : Math.max(1, Math.ceil(count / room))
}
