/** The workflow that the editor and the run show: nine nodes that really run, against a small server of its own. */
import type { NodeDefinition, WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

interface Needs {
  /** Of the server that plays the harbour's own. */
  readonly origin: string
  /** A line of bash that holds the parsing. */
  readonly gate: string
  readonly retryDelayMs: number
  readonly quietMs: number
}

const split = `sleep 2.6
for chunk in $(seq 12); do
  echo "chunk $chunk: 334 lines"
done
echo '{"lines": 4008, "chunks": 12}' > "$HEDDLE_OUTPUT"`

const parse = (gate: string) => `for chunk in $(seq 12); do
  echo "::progress $((chunk * 100 / 12)) chunk $chunk of 12"
  printf '\\033[32m334 lines\\033[0m, %d errors, slowest /api/export \\033[2m%d ms\\033[0m\\n' $((chunk % 4)) $((chunk * 71))
  sleep 1.8
  if [ $chunk = 7 ]; then ${gate}; fi
done
echo '{"status": {"200": 3818, "304": 168, "500": 22}, "slow_ms": {"p50": 38, "p95": 412}, "slowest": "/api/export"}' > "$HEDDLE_OUTPUT"`

const report = `cat > "$HEDDLE_ARTIFACTS/report.html" <<'PAGE'
<h1>Nightly log report</h1><p>4,008 lines, 22 errors.</p>
PAGE
echo '{"errors": 22}' > "$HEDDLE_ARTIFACTS/summary.json"`

const edges = [
  { source: 'fetch', target: 'split' },
  { source: 'fetch', target: 'rate' },
  { source: 'split', target: 'parse' },
  { source: 'split', target: 'origins' },
  { source: 'rate', target: 'oncall', when: 'nodes.rate.output.rate > 0.02' },
  { source: 'rate', target: 'quiet', when: 'nodes.rate.output.rate <= 0.02' },
  { source: 'parse', target: 'merge' },
  { source: 'origins', target: 'merge' },
  { source: 'merge', target: 'report' },
  { source: 'oncall', target: 'report' },
  { source: 'quiet', target: 'report' },
]

const note = {
  id: 'before',
  kind: 'note',
  text: 'Before 02:15\nThe on-call rota reads the rate from here. Talk to Ines before you move the branch.',
  position: { x: 88, y: -40 },
  size: { width: 200, height: 88 },
}

const at = (x: number, y: number) => ({ position: { x, y } })

export function nightlyReport({ origin, gate, retryDelayMs, quietMs }: Needs): WorkflowDocument {
  const nodes: Record<string, NodeDefinition> = {
    fetch: {
      name: 'Fetch access log',
      type: 'http',
      params: { method: 'GET', url: `${origin}/logs/access` },
      ...at(424, 0),
    },
    split: { name: 'Split the log', type: 'shell', params: { script: split }, ...at(208, 96) },
    rate: {
      name: 'Error rate',
      type: 'transform',
      params: { expression: '{ "rate": 0.007 }' },
      ...at(640, 96),
    },
    parse: {
      name: 'Parse chunks',
      type: 'shell',
      params: { script: parse(gate) },
      timeoutSeconds: 900,
      ...at(104, 208),
    },
    origins: {
      name: 'Look up origins',
      type: 'http',
      params: {
        method: 'POST',
        url: `${origin}/v1/batch`,
        body: '{{ { "ips": nodes.fetch.output.body.ips } }}',
        expectStatus: 200,
        timeoutMs: 15_000,
      },
      retry: { maxAttempts: 3, delayMs: retryDelayMs, backoff: 'exponential', factor: 8, jitter: false },
      ...at(312, 208),
    },
    oncall: {
      name: 'Page on-call',
      type: 'http',
      params: { method: 'POST', url: `${origin}/v1/page` },
      ...at(536, 208),
    },
    quiet: { name: 'Wait for quiet', type: 'wait', params: { durationMs: quietMs }, ...at(744, 208) },
    merge: {
      name: 'Merge counts',
      type: 'transform',
      params: { expression: '$merge([nodes.parse.output, nodes.origins.output.body])' },
      ...at(208, 320),
    },
    report: {
      name: 'Build report',
      type: 'shell',
      params: { script: report },
      triggerRule: 'none_failed',
      ...at(424, 432),
    },
  }
  return {
    name: 'Nightly log report',
    description: 'Counts errors, mails a morning report',
    settings: { maxParallel: 8, timeoutSeconds: 3600 },
    nodes,
    edges,
    annotations: [note],
    groups: [{ id: 'enrich', name: 'Parse and enrich', members: ['parse', 'origins', 'merge'] }],
    metadata: {},
  }
}

/** A draft in the middle of a change: one parameter is gone, and a rule does not fit any more. */
export function unfinishedReport(needs: Needs): WorkflowDocument {
  const document = nightlyReport(needs)
  const { oncall, report: last } = document.nodes
  if (oncall === undefined || last === undefined) throw new Error('The report has lost its nodes')
  return {
    ...document,
    nodes: {
      ...document.nodes,
      oncall: { ...oncall, params: { method: 'POST' } },
      report: { ...last, notes: 'Mailed at 02:15.', timeoutSeconds: 60 },
    },
  }
}
