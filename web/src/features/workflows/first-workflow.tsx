import { Plus, Upload } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ExampleList } from './example-list.tsx'

interface FirstWorkflowProps {
  isCreating: boolean
  onCreate: () => void
  onImport: () => void
}

/** Nothing here yet: one sentence, two ways to start, examples that run. */
export function FirstWorkflow({ isCreating, onCreate, onImport }: FirstWorkflowProps) {
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <div className="mx-auto flex min-h-full max-w-[680px] flex-col justify-center px-5 py-8">
        <EmptyState
          actions={
            <>
              <Button
                icon={<Plus aria-hidden="true" />}
                keys="N"
                onClick={onCreate}
                pending={isCreating}
                variant="primary"
              >
                New workflow
              </Button>
              <Button icon={<Upload aria-hidden="true" />} onClick={onImport}>
                Import a file
              </Button>
            </>
          }
          art={<EmptyLoom />}
          text="A workflow is a set of steps and the threads between them. Run an example now and change it, or start from an empty canvas."
          title="Draw your first workflow"
        />
        <section aria-label="Examples, ready to run">
          <h2 className="border-b border-line pb-1 text-12 text-text-2">Examples, ready to run</h2>
          <ExampleList />
        </section>
      </div>
    </div>
  )
}

/** Three threads, the middle one waiting for its first node. */
function EmptyLoom() {
  return (
    <svg aria-hidden="true" className="mb-6" fill="none" height="108" viewBox="0 0 200 108" width="200">
      <path d="M40 0v38M40 62v46M160 0v38M160 62v46" stroke="var(--line-strong)" strokeWidth="1.5" />
      <path d="M100 0v21" stroke="var(--accent)" strokeWidth="2" />
      <path d="M100 45v63" stroke="var(--accent)" strokeDasharray="4 4" strokeWidth="2" />
      <rect height="24" rx="6" stroke="var(--line-strong)" width="72" x="4" y="38" />
      <rect height="24" rx="6" stroke="var(--line-strong)" width="72" x="124" y="38" />
      <path d="M16 50h28M136 50h36" stroke="var(--line-strong)" strokeLinecap="round" strokeWidth="3" />
      <rect
        fill="var(--surface)"
        height="24"
        rx="6"
        stroke="var(--accent-line)"
        strokeWidth="1.5"
        width="72"
        x="64"
        y="21"
      />
      <path d="M100 28v10M95 33h10" stroke="var(--accent)" strokeLinecap="round" strokeWidth="1.5" />
    </svg>
  )
}
