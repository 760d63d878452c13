import { expect, test } from 'vitest'
import { createHostCheck } from './host-check.ts'
import { checkSameOrigin } from './same-origin.ts'

const check = createHostCheck({ host: 'heddle.lan', publicUrl: 'https://flows.example.org' })

test.each([
  'localhost',
  'localhost:4400',
  'LOCALHOST:4400',
  '127.0.0.1:4400',
  '[::1]:4400',
  '10.1.2.3',
  'heddle.lan:4400',
  'flows.example.org',
  'app.localhost:4401',
  undefined,
])('the name %s is ours', (host) => {
  expect(() => check(host)).not.toThrow()
})

test.each([
  'elsewhere.example',
  'localhost.elsewhere.example',
  '127.0.0.1.nip.example',
  'flows.example.org.elsewhere.example',
  'flows.example.org@elsewhere.example',
  '',
])('the name "%s" is not', (host) => {
  expect(() => check(host)).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
})

const publicUrl = 'https://flows.example.org'
test.each([
  ['our own origin', 'POST', { host: 'localhost:4400', origin: 'http://localhost:4400' }, true],
  ['the public origin behind a proxy', 'POST', { host: '10.0.0.1', origin: publicUrl }, true],
  ['another origin', 'POST', { host: 'localhost:4400', origin: 'http://localhost:9999' }, false],
  ['an origin without a name', 'POST', { host: 'localhost:4400', origin: 'null' }, false],
  [
    'another site that hides its origin',
    'POST',
    { host: 'localhost', 'sec-fetch-site': 'cross-site' },
    false,
  ],
  ['another name of the same site', 'DELETE', { host: 'localhost', 'sec-fetch-site': 'same-site' }, false],
  ['a program', 'POST', { host: 'localhost' }, true],
  ['another site that only reads', 'GET', { host: 'localhost', origin: 'https://elsewhere.example' }, true],
])('%s', (...row) => {
  const [, method, headers, isOwn] = row
  const ask = () => checkSameOrigin({ method, headers }, publicUrl)
  if (isOwn) expect(ask).not.toThrow()
  else expect(ask).toThrow(expect.objectContaining({ code: 'FORBIDDEN' }))
})
