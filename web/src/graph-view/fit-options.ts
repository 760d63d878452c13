/** Fitting never enlarges past 100 % and leaves room for the tools in the corners. */
export const fitOptions = {
  padding: { x: '40px', top: '60px', bottom: '88px' },
  maxZoom: 1,
  minZoom: 0.05,
} as const
