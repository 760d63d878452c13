import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSettings } from '../entry/env.ts'
import { type ComposeService, parseComposeFile } from './compose-file.ts'
import { parseImageFile } from './image-file.ts'
import { serviceOf } from './plan-fleet.ts'

const ROOT = join(import.meta.dirname, '../../..')
const compose = parseComposeFile(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8'), {})
const image = parseImageFile(readFileSync(join(ROOT, 'Dockerfile'), 'utf8'))
const isOwn = ({ image: name }: ComposeService) => name === 'heddle:local'
const own = Object.entries(compose.services).filter(([, service]) => isOwn(service))
const foreign = Object.entries(compose.services).filter(([, service]) => !isOwn(service))

describe('docker-compose.yml', () => {
  test('has two servers behind one balancer and three workers on one PostgreSQL and one Redis', () => {
    const replicas = Object.entries(compose.services).map(([name, { deploy }]) => [name, deploy.replicas])
    expect(Object.fromEntries(replicas)).toEqual({ balancer: 1, server: 2, worker: 3, postgres: 1, redis: 1 })
  })

  test('publishes the balancer alone, to this machine alone', () => {
    const published = Object.entries(compose.services).filter(([, { ports }]) => ports.length > 0)
    expect(published.map(([name, { ports }]) => [name, ports])).toEqual([
      ['balancer', ['127.0.0.1:4400:4400']],
    ])
    expect(serviceOf(compose, 'balancer').environment.HEDDLE_BALANCER_TARGETS).toBe(
      `http://server:${image.environment.PORT}`,
    )
  })

  test.each(own)('gives %s settings that Heddle knows and takes', (name, { environment }) => {
    const known = readSettings({}).inUse.map((setting) => setting.name)
    expect(known).toEqual(expect.arrayContaining(Object.keys(environment)))
    const role = name === 'server' || name === 'worker' ? name : 'all'
    const settings = readSettings({ ...image.environment, ...environment }, role)
    expect(settings).toMatchObject({ host: '0.0.0.0', port: 4400, dataDir: '/data' })
    if (role !== 'all') {
      expect(settings.databaseUrl).toBe('postgresql://heddle:heddle@postgres:5432/heddle')
      expect(settings.redisUrl).toBe('redis://redis:6379')
    }
  })

  test('starts each part after those that it needs, once they are well', () => {
    const needs = (name: string) => Object.keys(serviceOf(compose, name).depends_on)
    expect(needs('balancer')).toEqual(['server'])
    expect(needs('server')).toEqual(['postgres', 'redis'])
    expect(needs('worker')).toEqual(['postgres', 'redis'])
  })

  test.each(own)('asks %s for its health in the way that the image has', (_name, { healthcheck }) => {
    expect(healthcheck.test).toEqual(['CMD', ...image.entryPoint, 'health'])
  })

  test('lets servers and workers share the folder of artifacts', () => {
    const [servers, workers] = ['server', 'worker'].map((name) => serviceOf(compose, name).volumes)
    expect(servers).toEqual([`heddle:${image.environment.HEDDLE_DATA_DIR}`])
    expect(workers).toEqual(servers)
  })

  test('keeps what must outlive a container on volumes that it declares', () => {
    const used = Object.values(compose.services).flatMap(({ volumes }) => volumes.map((v) => v.split(':')[0]))
    expect(new Set(used)).toEqual(new Set(Object.keys(compose.volumes)))
    for (const [, { volumes }] of foreign) expect(volumes).toHaveLength(1)
  })

  test('builds the one image of all roles once', () => {
    expect(own.map(([name]) => name).toSorted()).toEqual(['balancer', 'server', 'worker'])
    const built = Object.entries(compose.services).filter(([, { build }]) => build !== undefined)
    expect(built.map(([name, { build, image: tag }]) => [name, build, tag])).toEqual([
      ['server', '.', 'heddle:local'],
    ])
  })

  test.each(foreign)('pins %s to a version and a system', (_name, { image: tag }: ComposeService) => {
    expect(tag).toMatch(/^[a-z]+:\d+(\.\d+)*-bookworm$/)
  })

  test('takes what is set in the environment, and a default where nothing is', () => {
    const open = (name: string, fallback = '') => `\${${name}${fallback}}`
    const service = {
      image: open('IMAGE', ':-a:1'),
      restart: 'unless-stopped',
      command: [open('WORD')],
      healthcheck: { test: ['CMD', 'x'], interval: '1s', timeout: '1s', retries: 1 },
    }
    const text = JSON.stringify({ services: { one: service }, volumes: {} })
    expect(parseComposeFile(text, { WORD: 'w' }).services.one).toMatchObject({ image: 'a:1', command: ['w'] })
    expect(parseComposeFile(text, { IMAGE: 'b:2' }).services.one).toMatchObject({
      image: 'b:2',
      command: [''],
    })
  })
})
