import { Dialog } from '../../ui/dialog.tsx'
import { ExampleList } from './example-list.tsx'

export function ExamplesDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      description="Each becomes a workflow of your own and runs at once."
      onOpenChange={(open) => open || onClose()}
      open
      title="Examples, ready to run"
      width={560}
    >
      <div className="mt-2 border-t border-line">
        <ExampleList />
      </div>
    </Dialog>
  )
}
