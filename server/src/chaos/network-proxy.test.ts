import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { waitFor } from '../testing/wait-for.ts'
import { type NetworkProxy, startNetworkProxy } from './network-proxy.ts'

const open: { close(): void }[] = []
afterEach(() => {
  for (const part of open.splice(0).toReversed()) part.close()
})

/** A connection through a proxy to somebody who answers with the same, and what came back. */
async function connectThrough(): Promise<{ proxy: NetworkProxy; socket: Socket; heard: () => string }> {
  const echo = createServer((peer) => {
    peer.on('error', () => undefined)
    peer.pipe(peer)
  })
  echo.listen(0, '127.0.0.1')
  await once(echo, 'listening')
  const proxy = await startNetworkProxy({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port })
  const socket = connect(proxy.port, '127.0.0.1')
  let text = ''
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString()
  })
  socket.on('error', () => undefined)
  open.push(echo, proxy, { close: () => socket.destroy() })
  return { proxy, socket, heard: () => text }
}

test('what is sent while the line is cut arrives when it is healed, in order', async () => {
  const { proxy, socket, heard } = await connectThrough()
  socket.write('a')
  await waitFor(() => heard() === 'a')
  proxy.cut()
  socket.write('b')
  const other = await connectThrough()
  other.socket.write('other')
  await waitFor(() => other.heard() === 'other')
  expect(heard()).toBe('a')
  socket.write('c')
  proxy.heal()
  await waitFor(() => heard() === 'abc')
})

test('a slow line is slow, and keeps the order when it is fast again', async () => {
  const { proxy, socket, heard } = await connectThrough()
  socket.write('a')
  await waitFor(() => heard() === 'a')
  proxy.slowDown(100)
  const beganAt = performance.now()
  socket.write('b')
  await waitFor(() => heard() === 'ab')
  // There and back.
  expect(performance.now() - beganAt).toBeGreaterThan(180)
  socket.write('c')
  proxy.slowDown(0)
  socket.write('d')
  await waitFor(() => heard() === 'abcd')
})

test('a reset breaks the connection, and the next one works', async () => {
  const { proxy, socket } = await connectThrough()
  await once(socket, 'connect')
  socket.write('a')
  proxy.reset()
  await waitFor(() => socket.closed)
  const next = connect(proxy.port, '127.0.0.1')
  open.push({ close: () => next.destroy() })
  next.write('again')
  const [chunk] = await once(next, 'data')
  expect(String(chunk)).toBe('again')
})
