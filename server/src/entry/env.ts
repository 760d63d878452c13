import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { type SettingInUse, toSettingInUse } from './setting-in-use.ts'

/** What a process of Heddle is: it serves people, runs nodes, or does both. */
export type Role = 'all' | 'server' | 'worker'

/** Everything that can be set from outside. This file is the only reader of the environment. */
export type Settings = z.infer<typeof settingsSchema> & {
  readonly role: Role
  /** Null in every process but those of a chaos run. */
  readonly chaos: { readonly plant: Plant | null } | null
  /** Every variable with the value that holds, for people to see. */
  readonly inUse: readonly SettingInUse[]
}

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

/** A comma between each, spaces as people like. */
const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')

const workerGroups = z
  .string()
  .transform(list)
  .refine(
    (groups) => groups.length > 0 && groups.every((group) => group.length <= 64),
    'must be names of worker groups like default,gpu',
  )

const balancerTargets = z
  .string()
  .transform(list)
  .refine(
    (targets) => targets.length > 0 && targets.every((target) => URL.parse(target)?.protocol === 'http:'),
    'must be addresses of servers like http://one:4400,http://two:4400',
  )

const environmentSchema = z.object({
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
  HEDDLE_WORKER_GROUPS: workerGroups.optional(),
  HEDDLE_WORKER_PORT: wholeNumber(0, 65_535, 0),
  HEDDLE_PROXY_HOPS: wholeNumber(0, 10, 0),
  HEDDLE_PRESENCE_TTL_MS: wholeNumber(1_000, 600_000, 30_000),
  HEDDLE_BALANCER_TARGETS: balancerTargets.optional(),
  HEDDLE_DB_POOL: wholeNumber(1, 500, 10),
  HEDDLE_DB_TIMEOUT_MS: wholeNumber(100, 600_000, 30_000),
  HEDDLE_REDIS_TIMEOUT_MS: wholeNumber(10, 60_000, 1_000),
  HEDDLE_RETRIES: wholeNumber(0, 20, 3),
  HEDDLE_BREAKER_FAILURES: wholeNumber(1, 1_000, 5),
  HEDDLE_BREAKER_RESET_MS: wholeNumber(10, 600_000, 2_000),
  HEDDLE_HTTP_BREAKER: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  HEDDLE_S3_ENDPOINT: addressOf(['http:', 'https:'], 'https://storage.example.org').optional(),
  HEDDLE_S3_BUCKET: z.string().optional(),
  HEDDLE_S3_REGION: z.string().default('us-east-1'),
  HEDDLE_S3_ACCESS_KEY: z.string().optional(),
  HEDDLE_S3_SECRET_KEY: z.string().optional(),
  HEDDLE_S3_TIMEOUT_MS: wholeNumber(100, 600_000, 30_000),
  HEDDLE_CHECKPOINT_EVENTS: wholeNumber(10, 1_000_000, 1_000),
  HEDDLE_CHECKPOINT_HOURS: wholeNumber(1, 87_600, 72),
  HEDDLE_ALERT_WEBHOOK: addressOf(['http:', 'https:'], 'https://chat.example.org/hooks/ops').optional(),
  /** What a header can carry: a key that nobody can send would lock everybody out without a word. */
  HEDDLE_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'must be letters, digits and signs without spaces')
    .optional(),
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
  HEDDLE_MAX_SIGNALS: size(16 * MIB),
  HEDDLE_MAX_PAGE: wholeNumber(1, 10_000, 500),
  HEDDLE_MAX_WAIT_S: wholeNumber(0, 3_600, 60),
  HEDDLE_WAITING_SIGNALS: wholeNumber(1, 1_000_000, 1_000),
})

/** Bugs that are planted to show that the checker of `npm run chaos` finds them. */
const plants = ['no-fencing', 'no-priorities', 'publish-before-commit', 'trusted-queue'] as const
export type Plant = (typeof plants)[number]

/** Set by `npm run chaos` alone, and no settings of the product: a plant without `HEDDLE_CHAOS` does nothing. */
const chaosSchema = z.object({
  HEDDLE_CHAOS: z.literal('on').optional(),
  HEDDLE_PLANT: z.enum(plants).optional(),
})

const settingsSchema = environmentSchema
  .superRefine((env, context) => {
    for (const name of ['HEDDLE_S3_ACCESS_KEY', 'HEDDLE_S3_SECRET_KEY'] as const) {
      if (env.HEDDLE_S3_BUCKET !== undefined && env[name] === undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'must be set where HEDDLE_S3_BUCKET is' })
    }
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
    /** A database of one's own has no other workers who could serve the rest. */
    workerGroups:
      env.HEDDLE_WORKER_GROUPS ?? (env.DATABASE_URL === undefined ? ('all' as const) : ['default']),
    /** Where a worker alone answers `/health`; 0 for nowhere. */
    workerPort: env.HEDDLE_WORKER_PORT,
    proxyHops: env.HEDDLE_PROXY_HOPS,
    presenceTtlMs: env.HEDDLE_PRESENCE_TTL_MS,
    balancerTargets: env.HEDDLE_BALANCER_TARGETS ?? [],
    database: { connections: env.HEDDLE_DB_POOL, timeoutMs: env.HEDDLE_DB_TIMEOUT_MS },
    redisTimeoutMs: env.HEDDLE_REDIS_TIMEOUT_MS,
    breakers: {
      failures: env.HEDDLE_BREAKER_FAILURES,
      resetMs: env.HEDDLE_BREAKER_RESET_MS,
      retries: env.HEDDLE_RETRIES,
      guardsHosts: env.HEDDLE_HTTP_BREAKER === 'on',
    },
    /** Null where artifacts are kept in the data folder. */
    s3: toS3Settings(env),
    checkpoints: { everyEvents: env.HEDDLE_CHECKPOINT_EVENTS, keepHours: env.HEDDLE_CHECKPOINT_HOURS },
    alertWebhook: env.HEDDLE_ALERT_WEBHOOK ?? null,
    apiKey: env.HEDDLE_API_KEY ?? null,
    encryptionKey: env.HEDDLE_ENCRYPTION_KEY ?? null,
    logLevel: env.LOG_LEVEL,
    limits: {
      documentBytes: env.HEDDLE_MAX_DOCUMENT,
      inputBytes: env.HEDDLE_MAX_INPUT,
      outputBytes: env.HEDDLE_MAX_OUTPUT,
      logBytes: env.HEDDLE_MAX_LOG,
      artifactBytes: env.HEDDLE_MAX_ARTIFACT,
      pageItems: env.HEDDLE_MAX_PAGE,
      waitMs: env.HEDDLE_MAX_WAIT_S * 1000,
      /** What may wait in one execution for nodes that take it. */
      waitingSignals: { count: env.HEDDLE_WAITING_SIGNALS, bytes: env.HEDDLE_MAX_SIGNALS },
    },
  }))

function toS3Settings(env: z.infer<typeof environmentSchema>) {
  const { HEDDLE_S3_BUCKET: bucket } = env
  if (bucket === undefined) return null
  return {
    endpoint: env.HEDDLE_S3_ENDPOINT ?? null,
    bucket,
    region: env.HEDDLE_S3_REGION,
    accessKey: env.HEDDLE_S3_ACCESS_KEY ?? '',
    secretKey: env.HEDDLE_S3_SECRET_KEY ?? '',
    timeoutMs: env.HEDDLE_S3_TIMEOUT_MS,
  }
}

/** A setting has a wrong value. The message is one line that names it. */
class SettingsError extends Error {
  override readonly name = 'SettingsError'
}

/** Reads the settings; an empty value counts as absent, as in a compose file. */
export function readSettings(
  env: Readonly<Record<string, string | undefined>>,
  role: Role = 'all',
): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  )
  const result = settingsSchema.safeParse(given)
  if (!result.success) {
    const [issue] = result.error.issues
    throw new SettingsError(`${issue?.path.join('.')} ${issue?.message}`)
  }
  if (role !== 'all' && result.data.databaseUrl === null) {
    throw new SettingsError(
      `DATABASE_URL must name the PostgreSQL server that this ${role} shares with the others`,
    )
  }
  const defaults: Readonly<Record<string, unknown>> = environmentSchema.parse({})
  const names = Object.keys(environmentSchema.shape)
  const inUse = names.map((name) => toSettingInUse(name, given, defaults))
  return { ...result.data, role, chaos: readChaos(given), inUse }
}

function readChaos(given: Readonly<Record<string, string | undefined>>): Settings['chaos'] {
  if (given.HEDDLE_CHAOS !== 'on') return null
  return { plant: chaosSchema.parse(given).HEDDLE_PLANT ?? null }
}

/** The settings of this process; a wrong one ends it with its line. */
export function readProcessSettings(role: Role = 'all'): Settings {
  try {
    return readSettings(process.env, role)
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
}

/** What this process was given, for those whom it starts. */
export function readProcessEnvironment(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
