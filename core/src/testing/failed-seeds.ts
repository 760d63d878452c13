/** Seeds on which a long search once found a violation. Each stays a case for ever. */
export const failedSeeds: readonly number[] = []
