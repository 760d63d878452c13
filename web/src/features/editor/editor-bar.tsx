import { Link } from '@tanstack/react-router'
import { Play, Redo2, Undo2 } from 'lucide-react'
import { useMemo, useSyncExternalStore } from 'react'
import { TopBarHome } from '../../app/top-bar-home.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, buttonClass } from '../../ui/button.tsx'
import { plural } from '../../ui/format-count.ts'
import { IconButton } from '../../ui/icon-button.tsx'
import { SaveState } from '../../ui/save-state.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { listChanges } from './core/list-changes.ts'
import { useDraft, useEditor, useWholeDocument } from './editor-context.ts'
import type { PublishedVersion } from './published-version.ts'

export type EditorViewName = 'canvas' | 'code'

interface EditorBarProps {
  readonly view: EditorViewName
  readonly onViewChange: (view: EditorViewName) => void
  readonly published: PublishedVersion
  readonly onRun: () => void
  readonly onPublish: () => void
}

export function EditorBar({ view, onViewChange, published, onRun, onPublish }: EditorBarProps) {
  const { workflowId } = useEditor()
  const document = useWholeDocument()
  const { progress } = useDraft()
  return (
    <header
      data-region
      className="flex h-11 shrink-0 items-center gap-2 border-b border-line bg-surface px-2"
    >
      <TopBarHome />
      <nav aria-label="Where you are" className="flex min-w-0 items-center gap-1.5">
        <Link to="/" className="text-text-2 hover:text-text max-[1199px]:hidden">
          Workflows
        </Link>
        <span className="text-text-3 max-[1199px]:hidden" aria-hidden="true">
          /
        </span>
        <h1 className="truncate text-14 font-semibold" title={document.name}>
          {document.name || 'Unnamed workflow'}
        </h1>
      </nav>
      <VersionBadge published={published} />
      <Segmented
        label="View"
        value={view}
        onValueChange={onViewChange}
        options={[
          { value: 'canvas', label: 'Canvas' },
          { value: 'code', label: 'Code' },
        ]}
        className="ml-2"
      />
      <Link to="/executions" search={{ workflow: workflowId }} className={buttonClass('quiet', 24)}>
        Runs
      </Link>
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <SaveState state={progress} />
        <span className="h-4 w-px bg-line" />
        <UndoButtons />
        <span className="h-4 w-px bg-line" />
        <RunButton onRun={onRun} />
        <PublishButton published={published} onPublish={onPublish} />
      </div>
    </header>
  )
}

/** Key hints go first where the window is narrow. */
function RunButton({ onRun }: { readonly onRun: () => void }) {
  return (
    <>
      <Button icon={<Play size={14} />} onClick={onRun} keys="Ctrl+Enter" className="max-[1199px]:hidden">
        Run
      </Button>
      <Button icon={<Play size={14} />} onClick={onRun} className="min-[1200px]:hidden">
        Run
      </Button>
    </>
  )
}

/** Null before anything is published. */
function useChangeCount(published: PublishedVersion): number | null {
  const document = useWholeDocument()
  return useMemo(
    () => (published.document === null ? null : listChanges(published.document, document).length),
    [published.document, document],
  )
}

interface PublishButtonProps {
  readonly published: PublishedVersion
  readonly onPublish: () => void
}

/** With errors it leads to them; without changes there is nothing that a version could hold. */
function PublishButton({ published, onPublish }: PublishButtonProps) {
  const isSame = useChangeCount(published) === 0
  return (
    <Button
      variant="primary"
      onClick={onPublish}
      aria-keyshortcuts="Control+Shift+P"
      disabled={isSame}
      title={isSame ? `Nothing changed since v${published.version}` : undefined}
    >
      Publish v{(published.version ?? 0) + 1}
    </Button>
  )
}

function VersionBadge({ published }: { readonly published: PublishedVersion }) {
  const changes = useChangeCount(published)
  if (changes === null) return <Badge>Draft</Badge>
  if (changes === 0) return <Badge>Published v{published.version}</Badge>
  return (
    <>
      <Badge>Draft</Badge>
      <span className="truncate text-12 whitespace-nowrap text-text-3 max-[1199px]:hidden">
        {plural(changes, 'change')} since v{published.version}
      </span>
    </>
  )
}

function UndoButtons() {
  const { session, whole } = useEditor()
  const { past, future } = useSyncExternalStore(whole.subscribe, whole.history)
  const last = past.at(-1)
  const [next] = future
  return (
    <div className="flex">
      <IconButton
        label={last ? `Undo: ${last.label}` : 'Nothing to undo'}
        keys="Ctrl+Z"
        disabled={!last}
        onClick={() => session.undo()}
      >
        <Undo2 />
      </IconButton>
      <IconButton
        label={next ? `Redo: ${next.label}` : 'Nothing to redo'}
        keys="Shift+Ctrl+Z"
        disabled={!next}
        onClick={() => session.redo()}
      >
        <Redo2 />
      </IconButton>
    </div>
  )
}
