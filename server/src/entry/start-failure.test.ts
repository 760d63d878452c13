import { expect, test } from 'vitest'
import { toStartFailure } from './start-failure.ts'

const settings = { host: '10.9.9.9', port: 80, dataDir: '/data' }

test.each([
  [{ code: 'EADDRINUSE', syscall: 'listen' }, 'port 80 is taken. Stop what listens there, or set PORT.'],
  [{ code: 'EACCES', syscall: 'listen' }, 'port 80 is not allowed here. Set PORT to another one.'],
  [{ code: 'EADDRNOTAVAIL', address: '10.9.9.9' }, 'HOST is 10.9.9.9, which is no address of this machine.'],
  [{ code: 'ENOTFOUND', hostname: '10.9.9.9' }, 'HOST is 10.9.9.9, which is no address of this machine.'],
  [{ code: 'ENOENT', path: '/' }, 'HEDDLE_DATA_DIR cannot be used: as it was said'],
  [{ code: 'EEXIST', path: '/data' }, 'HEDDLE_DATA_DIR cannot be used: as it was said'],
  [{ code: 'ENOTFOUND', hostname: 'database' }, 'as it was said'],
])('a start that fails with %j says which setting is to blame', (fields, reason) => {
  expect(toStartFailure(Object.assign(new Error('as it was said'), fields), settings)).toBe(reason)
})
