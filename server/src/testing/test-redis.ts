import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFreePort } from '../ops/free-port.ts'
import { findProgram, installSystemPackages } from './system-package.ts'
import { waitFor } from './wait-for.ts'

export interface TestRedis {
  readonly url: string
  /** Kills it, with all that it knew. */
  kill(): Promise<void>
  /** Starts it again at the same address, with nothing in it. */
  restart(): Promise<void>
  /** Stops it in its tracks, connections open, or lets it go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void
  stop(): Promise<void>
}

const PROGRAMS = ['redis-server', 'valkey-server']

/** A real Redis for a test file: that of REDIS_URL, else one of its own that keeps nothing. */
export async function startTestRedis(): Promise<TestRedis> {
  const given = process.env.REDIS_URL
  if (given === undefined) return startOwnRedis()
  const refuse = () => {
    throw new Error('The Redis of REDIS_URL is not ours to kill')
  }
  return { url: given, kill: refuse, restart: refuse, signal: refuse, stop: async () => undefined }
}

/** For a test that does it harm. */
export async function startOwnRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-redis-'))
  const port = await findFreePort()
  const start = () => {
    const options = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder]
    return spawn(findRedis(), [...options, '--save', '', '--appendonly', 'no'], { stdio: 'ignore' })
  }
  let child = start()
  const untilListening = () =>
    waitFor(() => isListening(port), { deadlineMs: 30_000, what: 'the start of Redis' })
  const stop = async () => {
    await end(child)
    rmSync(folder, { recursive: true })
  }
  try {
    await untilListening()
  } catch (error) {
    await stop()
    throw error
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    kill: () => end(child),
    restart: async () => {
      child = start()
      await untilListening()
    },
    signal: (signal) => child.kill(signal),
    stop,
  }
}

/** The program, which is installed where that needs nobody's password. */
export function findRedis(): string {
  const found = findProgram(PROGRAMS)
  if (found !== null) return found
  installSystemPackages(['redis-server'])
  const installed = findProgram(PROGRAMS)
  if (installed === null) throw new Error('Install redis-server or valkey-server, or set REDIS_URL')
  return installed
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
