import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer as createHttpServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { readProcessEnvironment } from '../entry/env.ts'
import { createBalancer } from '../fleet/balancer.ts'
import { createLogger } from '../ops/logger.ts'
import { waitFor } from '../testing/wait-for.ts'
import { findHindrance, openNamespaces } from './namespaces.ts'

const path = readProcessEnvironment().PATH ?? ''
const hindrance = findHindrance(path)
const open: { close(): unknown }[] = []
afterEach(async () => {
  for (const part of open.splice(0).toReversed()) await part.close()
})

function runProgram(file: string, args: readonly string[]) {
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  open.push({ close: () => child.kill('SIGKILL') })
  return { child, output: () => output }
}

/** Sends a dot each 20 ms to the address and says `up` once it is connected. */
const SPEAKER = `
  const socket = require('node:net').connect({ host: process.argv[1], port: Number(process.argv[2]) })
  socket.on('connect', () => { console.log('up'); setInterval(() => socket.write('.'), 20) })
  socket.on('error', (error) => console.log(error.code))`

const portOf = (server: Server) => (server.address() as AddressInfo).port

async function listenAt(host: string) {
  const sockets: Socket[] = []
  let heard = 0
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => undefined)
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.length
    })
  })
  server.listen(0, host)
  await once(server, 'listening')
  open.push(server, { close: () => sockets.forEach((socket) => void socket.destroy()) })
  return { port: portOf(server), heard: () => heard, sockets }
}

async function readFrom(program: string, args: readonly string[]): Promise<string> {
  const { child, output } = runProgram(program, args)
  await once(child, 'close')
  return output()
}

const listNamespaces = async () =>
  (await readFrom('ip', ['netns', 'list'])) + (await readFrom('ip', ['-o', 'link']))

test('where namespaces cannot be had it is said why', () => {
  expect(findHindrance('/nowhere')).toMatch(/iproute2|root|Linux/)
})

describe.runIf(hindrance === null)('a process in a network of its own', () => {
  test('is cut off without being told, and is heard again when the cable is back', async () => {
    const namespaces = await openNamespaces(['a', 'b'], path)
    open.push(namespaces)
    const namespace = namespaces.byName.get('b')
    if (namespace === undefined) throw new Error('There is no b')
    const listener = await listenAt(namespaces.address)
    const [file, ...args] = namespace.enter
    const speaker = runProgram(file, [
      ...args,
      process.execPath,
      '-e',
      SPEAKER,
      namespaces.address,
      `${listener.port}`,
    ])
    await waitFor(() => listener.heard() > 0)
    expect(listener.sockets[0]?.remoteAddress).toBe(namespace.address)
    namespace.cut()
    let before = listener.heard()
    let silentLooks = 0
    // A speaker that is heard is heard every second look.
    await waitFor(() => {
      silentLooks = listener.heard() === before ? silentLooks + 1 : 0
      before = listener.heard()
      return silentLooks > 20
    })
    namespace.heal()
    await waitFor(() => listener.heard() > before, { what: 'what was on its way to arrive' })
    namespace.slowDown()
    expect(await readFrom('tc', ['qdisc'])).toMatch(/netem|tbf/)
    namespace.speedUp()
    expect(await readFrom('tc', ['qdisc'])).not.toMatch(/netem|tbf/)
    const slow = listener.heard()
    await waitFor(() => listener.heard() > slow + 5)
    expect(speaker.output()).toBe('up\n')
  })

  test('a server that does not answer and is not said to be away is passed over by the balancer', async () => {
    const namespaces = await openNamespaces(['a'], path)
    open.push(namespaces)
    const here = createHttpServer((request, response) => void request.pipe(response))
    open.push(here, { close: () => here.closeAllConnections() })
    const nobody = { host: namespaces.address.replace(/\d+$/, '250'), port: 80 }
    const gone: string[] = []
    const pool = {
      candidates: () => [nobody, { host: '127.0.0.1', port: portOf(here) }],
      markGone: ({ host }: { host: string }) => void gone.push(host),
      rank: () => [],
      watch: () => () => undefined,
    }
    const patience = { connectMs: 200 }
    const balancer = createBalancer({ pool, logger: createLogger('silent'), patience })
    open.push(balancer, { close: () => balancer.closeAllConnections() })
    for (const server of [here, balancer]) {
      server.listen(0, '127.0.0.1')
      await once(server, 'listening')
    }
    const beganAt = performance.now()
    const response = await fetch(`http://127.0.0.1:${portOf(balancer)}`, { method: 'POST', body: 'whole' })
    expect(await response.text()).toBe('whole')
    expect(gone).toEqual([nobody.host])
    // Who asks the network instead is told after three seconds.
    expect(performance.now() - beganAt).toBeLessThan(3_000)
  })

  test('leaves nothing behind when all is closed, twice as well as once', async () => {
    const namespaces = await openNamespaces(['a', 'b'], path)
    const id = namespaces.byName.get('a')?.enter.at(-1) ?? ''
    expect(await listNamespaces()).toContain(id)
    await Promise.all([namespaces.close(), namespaces.close()])
    await namespaces.close()
    expect(await listNamespaces()).not.toContain(id.slice(0, -1))
  })

  test('leaves nothing behind when its owner is killed', async () => {
    const file = join(import.meta.dirname, 'namespaces.ts')
    const script = `
      const { openNamespaces } = await import(${JSON.stringify(file)})
      const { byName } = await openNamespaces(['a'], process.env.PATH)
      console.log(byName.get('a').enter.at(-1), 'is there')
      setInterval(() => {}, 1000)`
    const { child, output } = runProgram(process.execPath, ['--input-type=module', '-e', script])
    await waitFor(() => output().endsWith('is there\n'), { deadlineMs: 20_000 })
    const own = output().split(' ')[0]?.slice(0, -1) ?? ''
    expect(await listNamespaces()).toContain(own)
    child.kill('SIGKILL')
    await waitFor(async () => !(await listNamespaces()).includes(own), { what: 'the guard to remove it' })
  })
})
