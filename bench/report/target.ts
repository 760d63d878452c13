/** A figure that is to be reached. */
export interface Target {
  readonly what: string
  readonly unit: string
  readonly must: number
  readonly aim: number
  readonly better: 'lower' | 'higher'
}
