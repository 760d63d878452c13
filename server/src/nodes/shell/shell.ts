import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { NodeError } from '@heddle/core/execution/event.ts'
import type { ProcessOutcome } from '../../processes/run-process.ts'
import { defineNodeType } from '../define-node-type.ts'
import type { AttemptContext, RunResult } from '../node-type.ts'
import { lastLines, readProcessJson, runNodeProcess } from '../run-node-process.ts'
import { type ShellParams, shellParams } from './params.ts'

const docs = `Runs a script in a fresh folder of its own, as an unprivileged user where Heddle is root.

| variable | what |
| --- | --- |
| \`$HEDDLE_INPUT\` | a JSON file with \`input\`, inside a map \`item\`, and \`nodes\` (\`status\`, \`output\` and \`error\` of the nodes before this one) |
| \`$HEDDLE_OUTPUT\` | write JSON to this file: it becomes the output |
| \`$HEDDLE_ARTIFACTS\` | a folder: every file left in it becomes an artifact |
| \`$HEDDLE_EXECUTION_ID\`, \`$HEDDLE_NODE_ID\`, \`$HEDDLE_ATTEMPT\` | which attempt this is |

Without \`$HEDDLE_OUTPUT\` the output is \`{ "exitCode", "stdout" }\` with the last 64 KiB of standard output.
An exit code other than 0 fails the node with \`EXIT_CODE\`.

A line \`::progress 42 halfway there\` on standard output reports progress in percent and is left out of the log;
so is \`::quality 0.9\`, which says from 0 to 1 how good the result is.

\`{{ }}\` puts text into the script as it is. Hand values that others chose over as **Environment** instead:
\`{ "URL": "{{ input.url }}" }\`, then \`"$URL"\` in the script.

An attempt may use 2 GiB of memory, 2 GiB of disk and 256 processes. On cancel and timeout the script gets
SIGTERM, two seconds later SIGKILL, with everything it started.
`

export const shell = defineNodeType({
  type: 'shell',
  label: 'Shell',
  group: 'Run code',
  icon: 'square-terminal',
  summary: 'Runs a script and takes its files as artifacts.',
  docs,
  readsNodes: true,
  detail: '{interpreter}',
  params: shellParams,
  run: runShell,
})

async function runShell(context: AttemptContext<ShellParams>): Promise<RunResult> {
  const { script, env = {}, interpreter } = context.params
  const folder = context.openWorkFolder()
  // Beside the working folder, so that a script that lists its files does not find itself.
  const path = join(folder.rootPath, 'script')
  await writeFile(path, script, { mode: 0o644 })
  const variables = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, String(value)]))
  const outcome = await runNodeProcess(context, { folder, command: [interpreter, path], env: variables })
  if (outcome.exitCode !== 0) return { ok: false, error: toExitError(outcome) }
  const output = await readProcessJson(folder.outputPath, folder)
  const { quality } = outcome
  return {
    ok: true,
    output: output === undefined ? { exitCode: 0, stdout: outcome.stdout } : output,
    ...(quality !== undefined && { quality }),
  }
}

function toExitError({ exitCode, signal, stdout, stderr }: ProcessOutcome): NodeError {
  const end = signal === null ? `exit code ${exitCode}` : `the signal ${signal}`
  const lastError = stderr.trimEnd().split('\n').at(-1)
  return {
    code: 'EXIT_CODE',
    message: lastError
      ? `The script ended with ${end}: ${lastError.slice(0, 500)}`
      : `The script ended with ${end}.`,
    retryable: true,
    details: { exitCode, signal, stdout: lastLines(stdout), stderr: lastLines(stderr) },
  }
}
