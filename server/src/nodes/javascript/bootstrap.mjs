// Runs inside the process of one attempt: calls the node's code and writes down what became of it.
import { readFileSync, writeFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { format } from 'node:util'

const [modulePath, resultPath, inputPath, artifactsPath] = process.argv.slice(2)
const stopping = new AbortController()
let watchesSignal = false
process.on('SIGTERM', () => {
  stopping.abort()
  // Code that never asked for the signal has nothing to tidy up.
  if (!watchesSignal) process.exit(143)
})

const artifacts = {
  path: artifactsPath,
  async write(name, content) {
    const path = join(artifactsPath, name)
    await mkdir(dirname(path), { recursive: true })
    const isBytes = typeof content === 'string' || ArrayBuffer.isView(content)
    await writeFile(path, isBytes ? content : JSON.stringify(content, null, 2))
    return path
  },
}

function log(...parts) {
  process.stdout.write(`${format(...parts)}\n`)
}

function describe(error) {
  if (!(error instanceof Error)) return { message: format(error), stack: null }
  const message = `${error.name}: ${error.message}${isNetworkDenied(error) ? '. The network is off: switch Network on in this node' : ''}`
  return { message, stack: error.stack ?? null, cause: error.cause && format(error.cause) }
}

function isNetworkDenied(error) {
  for (let reason = error; reason instanceof Error; reason = reason.cause) {
    if (reason.message.includes('--allow-net')) return true
  }
  return false
}

function finish(result) {
  writeFileSync(resultPath, JSON.stringify(result))
  // Timers and sockets that the code left open do not hold the attempt.
  process.exit(0)
}

process.on('uncaughtException', (error) => finish({ error: describe(error) }))

let value
try {
  const { input, item, nodes } = JSON.parse(readFileSync(inputPath, 'utf8'))
  const module = await import(modulePath)
  if (typeof module.default !== 'function') {
    throw new TypeError(
      'The code has no default export that is a function: write export default async ({ input }) => ...',
    )
  }
  value = await module.default({
    input,
    item,
    nodes,
    log,
    artifacts,
    get signal() {
      watchesSignal = true
      return stopping.signal
    },
  })
} catch (error) {
  finish({ error: describe(error) })
}
let text
try {
  text = JSON.stringify(value ?? null)
  if (text === undefined) throw new TypeError(`a ${typeof value} is no JSON value`)
} catch (error) {
  // The lines behind the first draw a picture of the value.
  finish({ invalidOutput: (error instanceof Error ? error.message : String(error)).split('\n')[0] })
}
writeFileSync(resultPath, `{"value":${text}}`)
process.exit(0)
