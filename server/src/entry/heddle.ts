/**
 * The program: one command, one role. Each loads its own part only, and compiled code is kept between starts,
 * which takes a third off the work of a start.
 */
import { enableCompileCache } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { compileCacheFolder } from './compile-cache-folder.ts'

const help = `Usage: heddle <command>

  all       serve people and run nodes, in one process
  server    serve people and leave the nodes to workers
  worker    run nodes for servers that share its database
  balancer  one address before several servers
  fleet     all of these as in docker-compose.yml, without containers
  health    ask the Heddle with these settings how it is
  doctor    check what is stored, and repair it

Settings are environment variables; the README lists them.
`

const commands: Readonly<Record<string, (args: readonly string[]) => Promise<unknown>>> = {
  all: async () => (await import('./run-server.ts')).runServer('all'),
  server: async () => (await import('./run-server.ts')).runServer('server'),
  worker: async () => (await import('./run-worker-alone.ts')).runWorkerAlone(),
  balancer: async () => (await import('./run-balancer.ts')).runBalancer(),
  fleet: async () => (await import('./run-fleet.ts')).runFleet(),
  health: async () => {
    process.exitCode = await (await import('./check-own-health.ts')).checkOwnHealth()
  },
  doctor: async (args) => {
    process.exitCode = await (await import('./run-doctor.ts')).runDoctor(args)
  },
  help: async () => process.stdout.write(help),
  '--help': async () => process.stdout.write(help),
}

// What is collected here is young and small: threads that wait for each other over it take longer than one does, and take
// the processor from PostgreSQL.
setFlagsFromString('--no-parallel-scavenge')
enableCompileCache(compileCacheFolder)
const [, , name = '', ...args] = process.argv
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
if (command === undefined) {
  if (name !== '') process.stderr.write(`heddle: there is no command "${name}"\n\n`)
  process.stderr.write(help)
  process.exitCode = 2
} else {
  await command(args)
}
