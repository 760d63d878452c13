/** Reads what Heddle relies on in a compose file: services, their settings, and what each waits for. */
import { parse } from 'yaml'
import { z } from 'zod'
import { fullShares } from './share-processor.ts'

export type ComposeFile = z.infer<typeof composeSchema>
export type ComposeService = z.infer<typeof serviceSchema>

const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String)

const healthcheckSchema = z.strictObject({
  test: z.array(z.string()).min(2),
  interval: z.string(),
  timeout: z.string(),
  retries: z.number(),
  start_period: z.string().optional(),
})

/** Strict: a key that `npm run fleet` does not know would make it differ from what the file promises. */
const serviceSchema = z.strictObject({
  build: z.string().optional(),
  image: z.string(),
  restart: z.enum(['unless-stopped']),
  init: z.boolean().default(false),
  stop_grace_period: z.string().optional(),
  shm_size: z.string().optional(),
  cpu_shares: z.number().int().min(2).default(fullShares),
  command: z.array(scalar),
  deploy: z.strictObject({ replicas: z.number().int().positive() }).default({ replicas: 1 }),
  environment: z.record(z.string(), scalar).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string().regex(/^[\w-]+:\/[\w/-]+$/)).default([]),
  healthcheck: healthcheckSchema,
  depends_on: z.record(z.string(), z.strictObject({ condition: z.enum(['service_healthy']) })).default({}),
})

const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  volumes: z.record(z.string(), z.null()),
})

/** `env` fills the places that the file leaves open. Throws where the file says what nobody here understands. */
export function parseComposeFile(text: string, env: Readonly<Record<string, string>>): ComposeFile {
  return composeSchema.parse(fillIn(parse(text, { merge: true }), env))
}

function fillIn(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return fillInText(value, env)
  if (Array.isArray(value)) return value.map((item) => fillIn(item, env))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, env)]))
}

/** `${NAME}` and `${NAME:-what holds when it is unset or empty}`. */
function fillInText(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$\{(\w+)(?::-([^}]*))?\}/g,
    (_whole, name: string, fallback = '') => env[name] || fallback,
  )
}
