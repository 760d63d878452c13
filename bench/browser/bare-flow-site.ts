/** Builds the page with the bare canvas library and serves it, with the graph that it shows. */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { extname, join, normalize } from 'node:path'
import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

export interface Site {
  readonly url: string
  close(): Promise<void>
}

const root = join(import.meta.dirname, '../..')
const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
}

export async function serveBareFlow(document: WorkflowDocument): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-bare-flow-'))
  buildPage(folder)
  const graph = JSON.stringify(toFlowGraph(document))
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://localhost').pathname)
    const file = join(folder, path === '/' ? 'index.html' : path)
    const isGraph = path === '/graph.json'
    response.statusCode = isGraph || existsSync(file) ? 200 : 404
    response.setHeader('content-type', contentTypes[extname(isGraph ? path : file)] ?? 'text/plain')
    response.end(isGraph ? graph : response.statusCode === 200 ? readFileSync(file) : '')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function buildPage(outDir: string): void {
  const args = ['build', 'bench/bare-flow', '--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn']
  const env = { ...process.env, NODE_ENV: 'production' }
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  const { status, stderr } = spawnSync(process.execPath, [vite, ...args], {
    cwd: root,
    env,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The bare canvas page did not build:\n${stderr}`)
}

function toFlowGraph(document: WorkflowDocument) {
  const nodes = Object.entries(document.nodes).map(([id, node]) => ({
    id,
    position: node.position ?? { x: 0, y: 0 },
    data: { label: id },
  }))
  const edges = (document.edges ?? []).map(({ source, target }, index) => ({
    id: String(index),
    source,
    target,
  }))
  return { nodes, edges }
}
