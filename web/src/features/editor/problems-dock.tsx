/** The dock below the canvas: each problem with its mend, and the way to its place. */
import type { Problem } from '@heddle/core/definition/problem.ts'
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Dock } from '../../ui/dock.tsx'
import { plural } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { toEdgeKeys } from './core/edge-key.ts'
import { locateProblem } from './core/inner-graph.ts'
import { toProblemWords } from './core/problem-words.ts'
import type { EditorParts } from './editor-context.ts'
import { useAllProblems, useEditor } from './editor-context.ts'
import { focusField, showWorkflow } from './inspector/inspector-tab.ts'
import { showPlace } from './inspector/settings-place.ts'

/** Rows drawn at most: after mending the first the rest follow. */
const rowsShown = 200

interface ProblemsDockProps {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
  /** A problem was pressed. */
  readonly onOpen: (problem: Problem) => void
}

export function ProblemsDock({ isOpen, onOpenChange, onOpen }: ProblemsDockProps) {
  const problems = useAllProblems()
  const errors = problems.filter((problem) => problem.severity === 'error').length
  const bar = (
    <Tabs
      value="problems"
      onValueChange={() => onOpenChange(true)}
      label="Below the canvas"
      className="min-h-0 flex-1"
      tabs={[{ value: 'problems', label: 'Problems', count: problems.length, bad: errors > 0 }]}
      end={
        <>
          <span className="mr-2 text-12 text-text-3 max-[900px]:hidden">
            {errors > 0 ? `Publish waits for ${plural(errors, 'error')}` : null}
          </span>
          <IconButton
            label={isOpen ? 'Close the problems' : 'Open the problems'}
            size={24}
            onClick={() => onOpenChange(!isOpen)}
          >
            {isOpen ? <ChevronDown /> : <ChevronUp />}
          </IconButton>
        </>
      }
    >
      <TabPanel value="problems" className="overflow-y-auto">
        {isOpen ? <ProblemRows problems={problems} onOpen={onOpen} /> : null}
      </TabPanel>
    </Tabs>
  )
  if (!isOpen) {
    return (
      <section aria-label="Problems" data-region className="shrink-0 border-t border-line bg-surface">
        {bar}
      </section>
    )
  }
  return (
    <Dock name="editor-dock" label="Problems" initial={148} min={104}>
      <div data-region className="flex min-h-0 flex-1 flex-col">
        {bar}
      </div>
    </Dock>
  )
}

interface ProblemRowsProps extends Pick<ProblemsDockProps, 'onOpen'> {
  readonly problems: readonly Problem[]
}

function ProblemRows({ problems, onOpen }: ProblemRowsProps) {
  if (problems.length === 0) {
    return (
      <p className="flex h-8 items-center gap-2 px-3 text-text-2">
        <CircleCheck size={16} className="text-st-completed" aria-hidden="true" /> Nothing keeps this from
        running
      </p>
    )
  }
  return (
    <ul>
      {problems.slice(0, rowsShown).map((problem) => (
        <li
          key={`${problem.path} ${problem.code} ${problem.message}`}
          className="border-b border-line last:border-b-0"
        >
          <ProblemRow problem={problem} onOpen={onOpen} />
        </li>
      ))}
    </ul>
  )
}

interface ProblemRowProps extends Pick<ProblemsDockProps, 'onOpen'> {
  readonly problem: Problem
}

function ProblemRow({ problem, onOpen }: ProblemRowProps) {
  const editor = useEditor()
  const { wrong, mend } = toProblemWords(problem, declarationOf(editor, problem))
  return (
    <button
      type="button"
      className="grid min-h-8 w-full grid-cols-[16px_minmax(90px,150px)_1fr_auto] items-center gap-2 px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
      onClick={() => onOpen(problem)}
    >
      <SeverityIcon severity={problem.severity} />
      <span className="truncate font-medium">{subjectOf(editor, problem)}</span>
      <span className="text-text-2">{wrong}</span>
      <span
        className="max-w-[320px] truncate text-right font-medium text-accent max-[1100px]:max-w-[180px]"
        title={mend}
      >
        {toLinkWords(mend)}
      </span>
    </button>
  )
}

/** The first part of a longer advice; the field that the link leads to says all of it. */
function toLinkWords(mend: string): string {
  const [first = mend] = mend.split(/[,;:]/, 1)
  return mend.length > 40 ? first : mend
}

function declarationOf({ whole, registry }: EditorParts, { nodeId }: Problem) {
  const type = nodeId === null ? undefined : whole.document.nodes[nodeId]?.type
  return type === undefined ? undefined : registry.get(type)
}

function SeverityIcon({ severity }: { readonly severity: Problem['severity'] }) {
  return severity === 'error' ? (
    <CircleAlert size={16} className="text-st-failed" aria-label="Error" />
  ) : (
    <TriangleAlert size={16} className="text-st-retrying" aria-label="Warning" />
  )
}

function subjectOf({ whole }: EditorParts, { nodeId, edgeIndex }: Problem): string {
  const { nodes, edges = [] } = whole.document
  const nameOf = (id: string) => nodes[id]?.name ?? id
  if (nodeId !== null) return nameOf(nodeId)
  const edge = edgeIndex === null ? undefined : edges[edgeIndex]
  return edge ? `${nameOf(edge.source)} to ${nameOf(edge.target)}` : 'Workflow'
}

/** Shows the part a problem is about and puts the cursor into the field that mends it. */
export function goToProblem({ store, actions, whole, session }: EditorParts, problem: Problem): void {
  const { place, nodeId, path } = locateProblem(whole.document, problem)
  const edgeIndex = place.length === 0 ? problem.edgeIndex : edgeOf(path)
  actions.showGraph(place)
  if (nodeId !== null && store.node(nodeId)) {
    actions.canvas?.reveal(nodeId)
    store.select({ nodes: new Set([nodeId]), edge: null })
    showPlace(path, nodeId)
  } else if (edgeIndex !== null) {
    const edge = toEdgeKeys(session.document.edges ?? [])[edgeIndex]
    store.select({ nodes: new Set(), edge: edge ?? null })
  } else {
    store.select({ nodes: new Set(), edge: null })
    showWorkflow(true)
    showPlace(path, null)
  }
  focusField(path)
}

function edgeOf(path: string): number | null {
  const index = /^edges\.(\d+)/.exec(path)?.[1]
  return index === undefined ? null : Number(index)
}
