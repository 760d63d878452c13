import pg from 'pg'
import { mkdtempSync, rmSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyMigrations } from '../server/src/ops/apply-migrations.ts'
import { startEmbeddedPostgres } from '../server/src/ops/embedded-postgres.ts'
import { createLogger } from '../server/src/ops/logger.ts'
import { startTestEngine } from '../server/src/testing/test-engine.ts'
import { diamond, fanOf, chainOf } from './load/workloads.ts'
const dataDir = mkdtempSync(join(tmpdir(), 'heddle-eng-'))
const logger = createLogger('warn')
import { prepareCluster, spawnAs, clusterUrl } from '../server/src/ops/postgres-cluster.ts'
import { postgresArguments } from '../server/src/ops/postgres-settings.ts'
import { chmodSync } from 'node:fs'
chmodSync(dataDir, 0o711)
const cluster = await prepareCluster(dataDir)
let args = postgresArguments(cluster.folder, cluster.port)
args = args.map((a) => a.startsWith('unix_socket_directories') ? 'unix_socket_directories=' + cluster.folder : a)
for (const kv of (process.env.PGSET ?? '').split(';').filter(Boolean)) args.push('-c', kv)
const child = spawnAs(cluster.account, [cluster.binaries.postgres, ...args])
child.stdin.end()
await new Promise<void>((r) => child.stderr.on('data', (c) => { if (String(c).includes('ready to accept')) r() }))
const base = clusterUrl(cluster)
const u = new URL(base)
const url = process.env.SOCK ? `postgres://${u.username}:${u.password}@/${u.pathname.slice(1)}?host=${encodeURIComponent(cluster.folder)}&port=${cluster.port}` : base
console.log(url)
const postgres = { url, stop: async () => { child.kill('SIGINT'); await new Promise((r) => child.once('exit', r)) } }
const safe = /^[A-Za-z0-9:._+-]+$/
const lit = (a: any[]) => { let o = '{'; const sum: number[][] = []
for (let i = 0; i < a.length; i++) { const v = a[i]; if (i) o += ','; if (v === null || v === undefined) o += 'NULL'; else if (typeof v !== 'string') o += v; else if (safe.test(v) && v !== 'NULL') o += v; else if (v.includes('"') || v.includes('\\')) o += '"' + v.replaceAll('\\', '\\\\').replaceAll('"', '\\"') + '"'; else o += '"' + v + '"' } return o + '}' }
if (process.env.LIT) { const orig = pg.Pool.prototype.query as any; (pg.Pool.prototype as any).query = function (q: any, ...r: any[]) { if (q?.name === 'commit-transitions') q = { ...q, values: q.values.map(lit) }; return orig.call(this, q, ...r) } }
if (process.env.SQLTEXT) { const t = readFileSync(process.env.SQLTEXT, 'utf8'); const orig = pg.Pool.prototype.query as any; (pg.Pool.prototype as any).query = function (q: any, ...r: any[]) { if (q?.name === 'commit-transitions') q = { ...q, text: t }; return orig.call(this, q, ...r) } }
await applyMigrations({ url: postgres.url, logger })
const pgPid = Number(readFileSync(dataDir + '/postgres/postmaster.pid', 'utf8').split('\n')[0])
function pgCpu() { let t = 0; for (const p of readdirSync('/proc').filter((x) => /^\d+$/.test(x))) { try { const st = readFileSync('/proc/' + p + '/stat', 'utf8'); if (!st.includes('(postgres)')) continue; const f = st.split(') ')[1]!.split(' '); if (Number(f[1]) === pgPid || Number(p) === pgPid) t += Number(f[11]) + Number(f[12]) } catch {} } return t * 10 }
if (process.env.SQL) { const p = new pg.Client(postgres.url); await p.connect(); for (const q of process.env.SQL.split(';')) await p.query(q); await p.end() }
const e = await startTestEngine({ url: postgres.url, capacity: Number(process.env.CAP ?? 32) })
const q = pg.Pool.prototype
const what = process.argv[2] ?? 'fan'
const id = await e.publish(what === 'fan' ? fanOf(1000) : what === 'chain' ? chainOf(100) : diamond())
const count = what === 'diamonds' ? 1000 : 1
const bus = (e.engine as any)
const sum: number[][] = []
for (let i = 0; i < Number(process.env.N ?? 10); i++) {
  const c0 = { ...e.engine.counters }, cpu = process.cpuUsage(), pc = pgCpu(), t = performance.now()
  await Promise.all(Array.from({ length: count }, () => e.start(id)))
  while (e.engine.executions.size > 0) await new Promise((r) => setTimeout(r, 2))
  const ms = performance.now() - t, c = process.cpuUsage(cpu)
  sum.push([ms, (c.user + c.system) / 1000, pgCpu() - pc]); if (process.env.V) console.log(what, ms.toFixed(0), 'ms; commits', e.engine.counters.commits - c0.commits, 'steps', e.engine.counters.steps - c0.steps, 'events', e.engine.counters.events - c0.events, 'node cpu', ((c.user + c.system) / 1000).toFixed(0), 'pg cpu', pgCpu() - pc)
}
const med = (k: number) => { const x = sum.slice(3).map((r) => r[k]!).sort((a, b) => a - b); return x[x.length >> 1]!.toFixed(0) }
const mean = (k: number) => { const x = sum.slice(3).map((r) => r[k]!); return (x.reduce((a, b) => a + b, 0) / x.length).toFixed(1) }
console.log(what, 'wall med', med(0), 'node cpu mean', mean(1), 'pg cpu mean', mean(2))
await e.stop(); await postgres.stop(); rmSync(dataDir, { recursive: true, force: true })
