/**
 * Plants one bug at a time in a copy of the core and runs the property tests on it. A mutant that survives
 * means that the properties would not notice such a bug: the run then fails.
 * `npm run test:mutants -- cancel` tries only the mutants with that word in their names.
 */
import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Mutant, mutants } from './mutants.ts'

/** More than in the everyday run: a bug that shows in one case of a hundred is to be caught every time. */
const casesPerProperty = 600

const repository = resolve(import.meta.dirname, '../..')
const source = join(repository, 'core/src')

const wanted = process.argv[2] ?? ''
const chosen = mutants.filter((mutant) => mutant.name.includes(wanted))
const workspace = await mkdtemp(join(tmpdir(), 'heddle-mutants-'))
try {
  process.exitCode = await tryAll()
} finally {
  await rm(workspace, { recursive: true, force: true })
}

async function tryAll(): Promise<number> {
  await cp(source, join(workspace, 'src'), { recursive: true })
  await symlink(join(repository, 'node_modules'), join(workspace, 'node_modules'))
  await writeFile(join(workspace, 'package.json'), '{ "type": "module" }')
  if (!(await passes())) {
    console.error('The property tests fail on the core as it is: mend that first.')
    return 1
  }
  const survivors: string[] = []
  for (const mutant of chosen) {
    const startedAt = Date.now()
    const killed = !(await passesWith(mutant))
    if (!killed) survivors.push(mutant.name)
    const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
    console.log(`${killed ? 'caught  ' : 'SURVIVED'} ${seconds.padStart(5)} s  ${mutant.name}`)
  }
  console.log(`${chosen.length - survivors.length} of ${chosen.length} mutants caught`)
  return survivors.length === 0 && chosen.length > 0 ? 0 : 1
}

async function passesWith(mutant: Mutant): Promise<boolean> {
  const original = await readFile(join(source, mutant.file), 'utf8')
  if (original.split(mutant.find).length !== 2) {
    throw new Error(`"${mutant.name}" does not find its text exactly once in ${mutant.file}`)
  }
  const copy = join(workspace, 'src', mutant.file)
  await writeFile(
    copy,
    original.replace(mutant.find, () => mutant.replace),
  )
  try {
    return await passes()
  } finally {
    await writeFile(copy, original)
  }
}

function passes(): Promise<boolean> {
  const vitest = join(repository, 'node_modules/vitest/vitest.mjs')
  const options = ['run', '--root', workspace, '--bail', '1', '--reporter', 'dot', '.prop.test.ts']
  const env = { HEDDLE_PROPERTY_RUNS: String(casesPerProperty) }
  const child = spawn(process.execPath, [vitest, ...options], { cwd: workspace, stdio: 'ignore', env })
  return new Promise((settle, fail) => {
    child.on('error', fail)
    child.on('exit', (code) => settle(code === 0))
  })
}
