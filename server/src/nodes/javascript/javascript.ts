import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeError } from '@heddle/core/execution/event.ts'
import { openRuntime } from '../../processes/open-runtime.ts'
import type { ProcessOutcome } from '../../processes/run-process.ts'
import type { WorkFolder } from '../../processes/work-folder.ts'
import { defineNodeType } from '../define-node-type.ts'
import type { AttemptContext, RunResult } from '../node-type.ts'
import { lastLines, type NodeProcessOutcome, readProcessJson, runNodeProcess } from '../run-node-process.ts'
import { type JavascriptParams, javascriptParams } from './params.ts'

const docs = `Runs an ES module in a process of its own. Its default export gets what it needs and returns the output:

\`\`\`js
export default async ({ input, nodes, log, artifacts, signal }) => {
  log('got', nodes.fetch.output.length, 'items')
  await artifacts.write('report.json', nodes.fetch.output)
  return { count: nodes.fetch.output.length }
}
\`\`\`

| name | what |
| --- | --- |
| \`input\` | the execution's input |
| \`item\` | inside a map: the item that this run is for |
| \`nodes\` | by id: \`status\`, \`output\` and \`error\` of the nodes before this one |
| \`log(...)\` | writes a line to the log, as \`console.log\` does; \`log('::progress 42 halfway')\` reports progress, \`log('::quality 0.9')\` how good the result is, from 0 to 1 |
| \`artifacts\` | \`write(name, content)\` keeps a file: text, bytes, or any value as JSON; \`path\` is their folder |
| \`signal\` | an AbortSignal: the attempt is being cancelled |

The code reads and writes files in its own folder only, starts no programs, and has the network only where
**Network** is on. It may use 512 MiB of heap. What it throws fails the node with \`THROWN\`.
`

export const javascript = defineNodeType({
  type: 'javascript',
  label: 'JavaScript',
  group: 'Run code',
  icon: 'braces',
  summary: 'Runs JavaScript in a process of its own.',
  docs,
  readsNodes: true,
  params: javascriptParams,
  run: runJavascript,
})

const HEAP_MIB = 512
const bootstrap = readFileSync(join(import.meta.dirname, 'bootstrap.mjs'), 'utf8')

async function runJavascript(context: AttemptContext<JavascriptParams>): Promise<RunResult> {
  const folder = context.openWorkFolder()
  const files = await writeProgram(folder, context.params.code)
  const runtime = openRuntime(folder.account)
  const permissions = [
    '--permission',
    `--allow-fs-read=${folder.rootPath}`,
    // Its own folders, not the program and the input beside them.
    `--allow-fs-write=${folder.path}`,
    `--allow-fs-write=${folder.artifactsPath}`,
    `--allow-fs-write=${folder.temporaryPath}`,
    `--allow-fs-write=${folder.resultPath}`,
    ...(context.params.network ? ['--allow-net'] : []),
  ]
  const command = [
    runtime.program,
    ...permissions,
    `--max-old-space-size=${HEAP_MIB}`,
    files.bootstrap,
    files.module,
    folder.resultPath,
    folder.inputPath,
    folder.artifactsPath,
  ]
  const inherit = runtime.descriptor === null ? {} : { inherit: runtime.descriptor }
  const outcome = await runNodeProcess(context, { folder, command, env: {}, ...inherit })
  return toRunResult(await readProcessJson(folder.resultPath, folder), outcome, folder)
}

async function writeProgram(
  folder: WorkFolder,
  code: string,
): Promise<{ bootstrap: string; module: string }> {
  const files = {
    bootstrap: join(folder.rootPath, 'bootstrap.mjs'),
    module: join(folder.rootPath, 'node.mjs'),
  }
  await writeFile(files.bootstrap, bootstrap, { mode: 0o644 })
  await writeFile(files.module, code, { mode: 0o644 })
  return files
}

interface ProcessResult {
  readonly value?: unknown
  readonly invalidOutput?: string
  readonly error?: { readonly message: string; readonly stack: string | null; readonly cause?: string }
}

function toRunResult(result: unknown, outcome: NodeProcessOutcome, folder: WorkFolder): RunResult {
  // The code could write this file itself: nothing in it is trusted beyond being this node's own outcome.
  if (typeof result !== 'object' || result === null) return { ok: false, error: toCrash(outcome) }
  const { value, invalidOutput, error }: ProcessResult = result
  if (error !== undefined) return { ok: false, error: toThrown(error, folder) }
  if (invalidOutput !== undefined) {
    const message = `What the code returned cannot be written as JSON: ${String(invalidOutput)}`
    return { ok: false, error: { code: 'INVALID_OUTPUT', message, retryable: false } }
  }
  const { quality } = outcome
  return { ok: true, output: value ?? null, ...(quality !== undefined && { quality }) }
}

function toThrown(error: NonNullable<ProcessResult['error']>, folder: WorkFolder): NodeError {
  // Paths of a folder that is gone by now say nothing; line numbers do.
  const clean = (text: string) =>
    text.replaceAll(`file://${folder.rootPath}/`, '').replaceAll(`${folder.rootPath}/`, '')
  const stack = error.stack ?? ''
  const own = stack.split('\n').filter((line) => !line.includes('bootstrap.mjs') && !line.includes('(node:'))
  return {
    code: 'THROWN',
    message: clean(String(error.message)),
    retryable: true,
    details: { stack: clean(own.join('\n')), ...(error.cause && { cause: clean(String(error.cause)) }) },
  }
}

/** The process ended without saying why: by itself, or because the heap was full. */
function toCrash({ exitCode, signal, stderr }: ProcessOutcome): NodeError {
  const details = { exitCode, signal, stderr: lastLines(stderr) }
  if (/heap out of memory|Out of memory|FatalOOM/i.test(stderr)) {
    const message = `The code needed more than ${HEAP_MIB} MiB of memory.`
    return { code: 'THROWN', message, retryable: false, details }
  }
  const end = signal === null ? `exit code ${exitCode}` : `the signal ${signal}`
  const message = `The process ended with ${end} before the function returned.`
  return { code: 'EXIT_CODE', message, retryable: true, details }
}
