#!/usr/bin/env node
// `heddle <command>`, from anywhere: brings the clone to where it can run, then runs the command in this process,
// or in a newer Node where this one is too old for it.
import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import './setup.mjs'

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..')
const PROGRAM = join(ROOT, 'server/src/entry/heddle.ts')

if (Number(process.versions.node.split('.')[0]) >= 24) {
  await import(PROGRAM)
} else {
  const node = join(ROOT, 'node_modules/.bin/node')
  const child = spawn(node, [PROGRAM, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.once('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
