// Brings a fresh clone to where it can run, and does nothing when everything is there: packages (with the
// Node that runs the product), the database client, the pages. The machine's own Node runs this file before
// any package is installed: nothing but Node's own modules, nothing newer than Node 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')
const NODE = join(ROOT, 'node_modules/.bin/node')
const MIN_NODE = 24

/** A step is done again when its target is missing or older than any of its sources. */
const STEPS = [
  {
    title: 'Installing packages (once, about a minute)',
    target: 'node_modules/.package-lock.json',
    sources: ['package-lock.json'],
    run: installPackages,
  },
  {
    title: 'Making the database client',
    target: 'prisma/generated/client.ts',
    sources: ['prisma/schema.prisma', 'prisma/prisma.config.ts'],
    run: generateDatabaseClient,
  },
  {
    title: 'Building the pages',
    target: 'web/dist/index.html',
    sources: [
      'web/index.html',
      'web/vite.config.ts',
      'web/src',
      'web/public',
      'core/src',
      'package-lock.json',
    ],
    run: buildPages,
  },
]

for (const step of STEPS) {
  const target = join(ROOT, step.target)
  if (existsSync(target) && newestChange(step.sources) <= statSync(target).mtimeMs) continue
  console.error(`${step.title} ...`)
  step.run()
  utimesSync(target, new Date(), new Date())
}

function installPackages() {
  // The npm that runs this script, by the Node that runs it: .bin/node is replaced in the middle of the work.
  const { npm_execpath: npm, npm_node_execpath: node } = process.env
  const args = [
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--include=dev',
    '--include=optional',
    '--loglevel=error',
  ]
  if (npm === undefined) run('npm', args)
  else run(node ?? process.execPath, [npm, ...args])
  if (!runs(NODE)) provideNode()
}

/** Where install scripts are blocked, npm's Node is not unpacked: take the machine's if it is new enough. */
function provideNode() {
  if (Number(process.versions.node.split('.')[0]) < MIN_NODE)
    fail(
      `Heddle needs Node ${MIN_NODE} or newer: allow the install script of the package "node", or install it`,
    )
  rmSync(NODE, { force: true })
  symlinkSync(process.execPath, NODE)
}

function generateDatabaseClient() {
  // Prisma looks for a native engine before anything else and does not use it here: any file will do.
  const engine = process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? fileURLToPath(import.meta.url)
  run(NODE, [join(ROOT, 'node_modules/prisma/build/index.js'), 'generate'], {
    cwd: join(ROOT, 'prisma'),
    env: { PRISMA_SCHEMA_ENGINE_BINARY: engine, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
  })
}

function buildPages() {
  run(NODE, [join(ROOT, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: join(ROOT, 'web'),
    env: { NODE_ENV: 'production' },
  })
}

/** Runs a command and shows what it says only when it fails. */
function run(command, args, { cwd = ROOT, env = {} } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.status === 0) return
  fail(
    `${result.stdout ?? ''}${result.stderr ?? ''}${result.error?.message ?? ''}\n${command} ${args.join(' ')} failed`,
  )
}

function runs(node) {
  return spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0
}

/** When the newest of the files changed; a folder counts with its entries, so that a removal is seen too. */
function newestChange(paths) {
  let newest = 0
  for (const path of paths) {
    const absolute = join(ROOT, path)
    const stat = statSync(absolute, { throwIfNoEntry: false })
    if (stat === undefined) continue
    newest = Math.max(newest, stat.mtimeMs)
    if (stat.isDirectory())
      newest = Math.max(newest, newestChange(readdirSync(absolute).map((name) => join(path, name))))
  }
  return newest
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
