/**
 * A fleet on this machine: what docker-compose.yml describes, as plain processes. Settings, commands and numbers are
 * read from that file and from the image's; only hosts, ports and folders are others. For `npm run fleet`, for tests
 * and for benches.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readProcessEnvironment } from '../entry/env.ts'
import { findProgram } from '../ops/find-program.ts'
import { createLogger } from '../ops/logger.ts'
import { type ComposeFile, parseComposeFile } from './compose-file.ts'
import { startDeathGuard } from './death-guard.ts'
import { type FleetPostgres, foreignPostgres, postmasterFile, startFleetPostgres } from './fleet-postgres.ts'
import { type FleetRedis, foreignRedis, startFleetRedis } from './fleet-redis.ts'
import { type ImageFile, parseImageFile } from './image-file.ts'
import { type FleetMember, planFleet, serviceOf } from './plan-fleet.ts'
import { type ProcessPlan, SupervisedProcess } from './supervised-process.ts'

export interface FleetOptions {
  /** How many of each; where nothing is said, as many as the compose file has. */
  readonly servers?: number
  readonly workers?: number
  /** Where everything is kept. Where none is named, a folder that goes with the fleet. */
  readonly dataDir?: string
  /** Nodes at once in each worker. */
  readonly concurrency?: number
  /** What the open places of the compose file are filled with. */
  readonly fillIn?: Readonly<Record<string, string>>
  /** Settings of all processes that go before those of the compose file; its open places know them too. */
  readonly env?: Readonly<Record<string, string>>
  /** The last word on the command and the settings of one process, for instance to lead it to Redis by a detour. */
  readonly adjust?: (member: FleetMember) => Promise<Pick<FleetMember, 'command' | 'env'>>
  /** Where a process listens, by its name; on this machine alone where nothing is said. */
  readonly hostOf?: (name: string) => string
  /** Where the balancer listens; a free port where none is named. */
  readonly port?: number
  /** Servers that are there already. */
  readonly databaseUrl?: string
  readonly redisUrl?: string
  /** Gets what the processes write for people, line by line. */
  readonly onLine?: (line: string) => void
}

/** One of the fleet's processes, with the address at which it answers. */
export class FleetProcess extends SupervisedProcess {
  readonly url: string

  constructor(url: string, plan: ProcessPlan) {
    super(plan)
    this.url = url
  }
}

export interface Fleet {
  /** Of the balancer. */
  readonly url: string
  /** Empty where none is set. */
  readonly apiKey: string
  readonly dataDir: string
  readonly balancer: FleetProcess
  readonly servers: readonly FleetProcess[]
  readonly workers: readonly FleetProcess[]
  readonly postgres: FleetPostgres
  readonly redis: FleetRedis
  /** Stops everything in order. Calling it twice is harmless. */
  dispose(): Promise<void>
}

const ROOT = join(import.meta.dirname, '../../..')
const READY = /^Heddle .*is ready/m
const REDIS_PROGRAMS = ['redis-server', 'valkey-server']
/** Of this process's own environment nothing else reaches the others: a container gets none of it either. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ']

export async function startFleet(options: FleetOptions = {}): Promise<Fleet> {
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), 'heddle-fleet-'))
  const fleet = readFiles(options, dataDir)
  const closing: (() => Promise<void>)[] = []
  if (options.dataDir === undefined)
    closing.push(async () => rmSync(dataDir, { recursive: true, force: true }))
  let disposing: Promise<void> | null = null
  const dispose = () => {
    disposing ??= closeAll(closing)
    return disposing
  }
  try {
    return { ...(await launch(fleet, closing)), apiKey: fleet.apiKey, dataDir, dispose }
  } catch (error) {
    await dispose()
    throw error
  }
}

interface FleetFiles {
  readonly options: FleetOptions
  readonly compose: ComposeFile
  readonly image: ImageFile
  readonly apiKey: string
  readonly dataDir: string
  readonly inherited: Readonly<Record<string, string>>
}

function readFiles(options: FleetOptions, dataDir: string): FleetFiles {
  const apiKey = { HEDDLE_API_KEY: randomBytes(16).toString('hex') }
  const filled = { ...(options.fillIn ?? apiKey), ...options.env }
  const own = Object.entries(readProcessEnvironment()).filter(([name]) => INHERITED.includes(name))
  return {
    options,
    compose: parseComposeFile(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), filled),
    image: parseImageFile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')),
    apiKey: filled.HEDDLE_API_KEY ?? '',
    dataDir,
    inherited: Object.fromEntries(own),
  }
}

type Closing = (() => Promise<void>)[]

/** Last opened, first closed. What cannot be closed keeps nothing else open. */
async function closeAll(closing: Closing): Promise<void> {
  const failures: unknown[] = []
  for (const close of closing.toReversed()) await close().catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'The fleet did not stop in order')
}

type LaunchedFleet = Omit<Fleet, 'apiKey' | 'dataDir' | 'dispose'>

async function launch(files: FleetFiles, closing: Closing): Promise<LaunchedFleet> {
  const { options, dataDir } = files
  mkdirSync(join(dataDir, 'volumes/heddle'), { recursive: true })
  mkdirSync(join(dataDir, 'logs'), { recursive: true })
  const crew = openCrew(files, closing)
  const postgres = await openPostgres(files, closing)
  const redis = await openRedis(files, crew, closing)
  const members = await planFleet({
    compose: files.compose,
    image: files.image,
    counts: { server: options.servers, worker: options.workers },
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    volumesFolder: join(dataDir, 'volumes'),
    port: options.port,
    hostOf: options.hostOf,
  })
  const [balancer, ...others] = await Promise.all(members.map((member) => crew.add(member)))
  if (balancer === undefined) throw new Error('A fleet needs a balancer')
  closing.push(async () => {
    await balancer.stop()
    await Promise.all(others.map((process) => process.stop()))
  })
  const servers = others.filter(({ name }) => name.startsWith('server'))
  const workers = others.filter(({ name }) => name.startsWith('worker'))
  await Promise.all([startInTurn(servers), ...workers.map((worker) => worker.start())])
  // As the compose file has it: it waits for servers that are well.
  await balancer.start()
  return { url: balancer.url, balancer, servers, workers, postgres, redis }
}

/** The link to the owner's account that the last server writes is the one that works. */
async function startInTurn(servers: readonly FleetProcess[]): Promise<void> {
  for (const server of servers) await server.start()
}

interface Crew {
  /** For a process that is there whether or not it is a member. */
  watch(process: () => number | null): void
  readonly onChange: () => void
  /** Makes a process of a member; it is not started yet. */
  add(member: FleetMember): Promise<FleetProcess>
}

/** All processes but those of PostgreSQL, which has a supervisor of its own: they end together. */
function openCrew({ options, dataDir, inherited }: FleetFiles, closing: Closing): Crew {
  const isOwnDatabase = options.databaseUrl === undefined
  const guard = startDeathGuard(isOwnDatabase ? postmasterFile(join(dataDir, 'volumes/postgres')) : null)
  closing.push(async () => guard.release())
  const watched: (() => number | null)[] = []
  const onChange = () => guard.watch(watched.flatMap((pid) => pid() ?? []))
  return {
    watch: (pid) => void watched.push(pid),
    onChange,
    async add(member) {
      const env = { ...inherited, ...member.env, ...concurrencyOf(options), ...options.env }
      const { command, env: settings } = (await options.adjust?.({ ...member, env })) ?? { ...member, env }
      const process = new FleetProcess(member.url, {
        name: member.name,
        command,
        cwd: ROOT,
        env: settings,
        cpuShares: member.cpuShares,
        readyLine: READY,
        logFile: logFileOf(dataDir, member.name),
        ...(options.onLine && { onLine: options.onLine }),
        onChange,
      })
      watched.push(() => process.pid)
      return process
    },
  }
}

function concurrencyOf({ concurrency }: FleetOptions): Record<string, string> {
  return concurrency === undefined ? {} : { HEDDLE_CONCURRENCY: String(concurrency) }
}

async function openPostgres(
  { options, compose, dataDir }: FleetFiles,
  closing: Closing,
): Promise<FleetPostgres> {
  if (options.databaseUrl !== undefined) return foreignPostgres(options.databaseUrl)
  // The account of the database passes through.
  for (const folder of [dataDir, join(dataDir, 'volumes')]) chmodSync(folder, 0o711)
  const postgres = await startFleetPostgres({
    service: serviceOf(compose, 'postgres'),
    folder: join(dataDir, 'volumes/postgres'),
    logger: createLogger('error'),
  })
  closing.push(() => postgres.stop())
  return postgres
}

async function openRedis(files: FleetFiles, crew: Crew, closing: Closing): Promise<FleetRedis> {
  const { options, compose, dataDir, inherited } = files
  if (options.redisUrl !== undefined) return foreignRedis(options.redisUrl)
  const path = inherited.PATH ?? ''
  const redis = await startFleetRedis({
    service: serviceOf(compose, 'redis'),
    program: findProgram(REDIS_PROGRAMS, path),
    folder: join(dataDir, 'volumes/redis'),
    path,
    logFile: logFileOf(dataDir, 'redis'),
    onChange: crew.onChange,
  })
  crew.watch(() => redis.process.pid)
  crew.onChange()
  closing.push(() => redis.process.stop())
  return redis
}

function logFileOf(dataDir: string, name: string): string {
  return join(dataDir, 'logs', `${name}.log`)
}
