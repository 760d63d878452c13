import { isAbsolute, join } from 'node:path'
import { z } from 'zod'

/** Everything that can be set from outside. This file is the only reader of the environment. */
export type Settings = z.infer<typeof settingsSchema>

const PROJECT_FOLDER = join(import.meta.dirname, '../../..')
const MIB = 1024 * 1024
const SIZE = /^(\d+)\s*(B|KiB|MiB|GiB)?$/
const SIZE_UNITS: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: MIB, GiB: 1024 * MIB }

const wholeNumber = (min: number, max: number, fallback: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)
    .default(fallback)

const size = (fallback: number) =>
  z
    .string()
    .regex(SIZE, 'must be a size like 64KiB or 32MiB')
    .transform((text) => {
      const [, count = '0', unit = 'B'] = SIZE.exec(text) ?? []
      return Number(count) * (SIZE_UNITS[unit] ?? 1)
    })
    .default(fallback)

const addressOf = (protocols: readonly string[], example: string) =>
  z.string().refine((text) => {
    const url = URL.parse(text)
    return url !== null && protocols.includes(url.protocol)
  }, `must be an address like ${example}`)

const settingsSchema = z
  .object({
    PORT: wholeNumber(0, 65_535, 4400),
    HOST: z.string().default('127.0.0.1'),
    HEDDLE_DATA_DIR: z.string().default('.heddle'),
    HEDDLE_PUBLIC_URL: addressOf(['http:', 'https:'], 'https://heddle.example.org').optional(),
    DATABASE_URL: addressOf(
      ['postgres:', 'postgresql:'],
      'postgresql://user:password@host:5432/heddle',
    ).optional(),
    REDIS_URL: addressOf(['redis:', 'rediss:'], 'redis://host:6379').optional(),
    HEDDLE_CONCURRENCY: wholeNumber(1, 10_000, 32),
    HEDDLE_API_KEY: z.string().optional(),
    HEDDLE_ENCRYPTION_KEY: z.string().optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
        error: 'must be one of fatal, error, warn, info, debug, trace, silent',
      })
      .default('info'),
    HEDDLE_MAX_DOCUMENT: size(32 * MIB),
    HEDDLE_MAX_INPUT: size(MIB),
    HEDDLE_MAX_OUTPUT: size(16 * MIB),
    HEDDLE_MAX_LOG: size(10 * MIB),
    HEDDLE_MAX_ARTIFACT: size(1024 * MIB),
  })
  .transform((env) => ({
    port: env.PORT,
    host: env.HOST,
    dataDir: isAbsolute(env.HEDDLE_DATA_DIR)
      ? env.HEDDLE_DATA_DIR
      : join(PROJECT_FOLDER, env.HEDDLE_DATA_DIR),
    publicUrl: env.HEDDLE_PUBLIC_URL ?? null,
    databaseUrl: env.DATABASE_URL ?? null,
    redisUrl: env.REDIS_URL ?? null,
    concurrency: env.HEDDLE_CONCURRENCY,
    apiKey: env.HEDDLE_API_KEY ?? null,
    encryptionKey: env.HEDDLE_ENCRYPTION_KEY ?? null,
    logLevel: env.LOG_LEVEL,
    limits: {
      documentBytes: env.HEDDLE_MAX_DOCUMENT,
      inputBytes: env.HEDDLE_MAX_INPUT,
      outputBytes: env.HEDDLE_MAX_OUTPUT,
      logBytes: env.HEDDLE_MAX_LOG,
      artifactBytes: env.HEDDLE_MAX_ARTIFACT,
    },
  }))

/** A setting has a wrong value. The message is one line that names it. */
class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/** Reads the settings; an empty value counts as absent, as in a compose file. */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = settingsSchema.safeParse(given)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new SettingsError(`${issue?.path.join('.')} ${issue?.message}`)
}

/** The settings of this process; a wrong one ends it with its line. */
export function readProcessSettings(): Settings {
  try {
    return readSettings(process.env)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}
