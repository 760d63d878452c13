import { expect, test } from 'vitest'
import { toLocalSettings } from './to-local-settings.ts'

const places = {
  host: '127.0.0.1',
  addresses: new Map([
    ['postgres:5432', ['127.0.0.1:20001']],
    ['server:4400', ['127.0.0.1:20002', '127.0.0.1:20003']],
    ['localhost:4400', ['127.0.0.1:20004']],
  ]),
  ports: new Map([['4400', '20002']]),
  folders: new Map([['/data', '/tmp/fleet/heddle']]),
}

test.each([
  ['HOST', '0.0.0.0', '127.0.0.1'],
  ['PORT', '4400', '20002'],
  ['HEDDLE_DATA_DIR', '/data', '/tmp/fleet/heddle'],
  ['DATABASE_URL', 'postgresql://a:b@postgres:5432/c', 'postgresql://a:b@127.0.0.1:20001/c'],
  ['HEDDLE_BALANCER_TARGETS', 'http://server:4400', 'http://127.0.0.1:20002,http://127.0.0.1:20003'],
  ['HEDDLE_PUBLIC_URL', 'http://localhost:4400', 'http://127.0.0.1:20004'],
  ['HEDDLE_PUBLIC_URL', 'https://heddle.example.org', 'https://heddle.example.org'],
  ['HEDDLE_CONCURRENCY', '4400', '4400'],
  ['HEDDLE_WORKER_GROUPS', 'default,gpu', 'default,gpu'],
])('%s=%s is %s here', (name, value, here) => {
  expect(toLocalSettings({ [name]: value }, places)).toEqual({ [name]: here })
})
