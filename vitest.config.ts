import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,server,web,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', '**/*.int.test.ts'],
          // Some start processes and threads, which take long on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'int',
          include: ['server/src/**/*.int.test.ts'],
          globalSetup: ['server/src/testing/global-setup.ts'],
          // A few real databases at once are what two cores bear.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
