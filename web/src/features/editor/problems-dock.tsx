/** The dock below the canvas: each problem with its mend, and the way to its place. */
import type { Problem } from '@heddle/core/definition/problem.ts'
import { ChevronDown, ChevronUp, CircleAlert, CircleCheck, TriangleAlert } from 'lucide-react'
import { Dock } from '../../ui/dock.tsx'
import { plural } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { toEdgeKeys } from './core/edge-key.ts'
import { toProblemWords } from './core/problem-words.ts'
import type { EditorParts } from './editor-context.ts'
import { useEditor, useProblems } from './editor-context.ts'
import { focusField, showWorkflow } from './inspector/inspector-tab.ts'
import { showPlace } from './inspector/settings-place.ts'

/** Rows drawn at most: after mending the first the rest follow. */
const rowsShown = 200

interface ProblemsDockProps {
  readonly isOpen: boolean
  readonly onOpenChange: (isOpen: boolean) => void
}

export function ProblemsDock({ isOpen, onOpenChange }: ProblemsDockProps) {
  const problems = useProblems()
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
        {isOpen ? <ProblemRows problems={problems} /> : null}
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

function ProblemRows({ problems }: { readonly problems: readonly Problem[] }) {
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
          <ProblemRow problem={problem} />
        </li>
      ))}
    </ul>
  )
}

function ProblemRow({ problem }: { readonly problem: Problem }) {
  const editor = useEditor()
  const { wrong, mend } = toProblemWords(problem, declarationOf(editor, problem))
  return (
    <button
      type="button"
      className="grid min-h-8 w-full grid-cols-[16px_minmax(90px,150px)_1fr_auto] items-center gap-2 px-3 py-1 text-left hover:bg-hover focus-visible:-outline-offset-2"
      onClick={() => goToProblem(editor, problem)}
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

function declarationOf({ session, registry }: EditorParts, { nodeId }: Problem) {
  const type = nodeId === null ? undefined : session.document.nodes[nodeId]?.type
  return type === undefined ? undefined : registry.get(type)
}

function SeverityIcon({ severity }: { readonly severity: Problem['severity'] }) {
  return severity === 'error' ? (
    <CircleAlert size={16} className="text-st-failed" aria-label="Error" />
  ) : (
    <TriangleAlert size={16} className="text-st-retrying" aria-label="Warning" />
  )
}

function subjectOf({ actions, session }: EditorParts, { nodeId, edgeIndex }: Problem): string {
  if (nodeId !== null) return actions.nameOf(nodeId)
  const edge = edgeIndex === null ? undefined : session.document.edges?.[edgeIndex]
  return edge ? `${actions.nameOf(edge.source)} to ${actions.nameOf(edge.target)}` : 'Workflow'
}

/** Shows the part a problem is about and puts the cursor into the field that mends it. */
export function goToProblem(
  { store, actions, session }: EditorParts,
  { nodeId, edgeIndex, path }: Problem,
): void {
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
