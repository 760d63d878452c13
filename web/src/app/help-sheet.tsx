import { Dialog } from '../ui/dialog.tsx'
import { Keys } from '../ui/kbd.tsx'
import { keyGroups } from './help-keys.ts'
import { usePreferences } from './preferences.ts'

interface HelpSheetProps {
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The keys, by the place where they act. */
export function HelpSheet({ open, onOpenChange }: HelpSheetProps) {
  const { singleKeys } = usePreferences()
  return (
    <Dialog onOpenChange={onOpenChange} open={open} startAt="dialog" title="Keys" width={840}>
      {singleKeys ? null : (
        <p className="mt-1 text-12 text-text-3">Single letters are off. Settings switches them on.</p>
      )}
      <section
        aria-label="Keys by place"
        className="-mx-1 max-h-[calc(76vh-76px)] overflow-y-auto px-1"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
        tabIndex={0}
      >
        <div className="columns-[230px] gap-8">
          {keyGroups.map((group) => (
            <section aria-label={group.where} className="mb-4 break-inside-avoid" key={group.where}>
              <h3 className="border-b border-line pb-1 text-12 font-semibold">{group.where}</h3>
              <dl>
                {group.keys.map((entry) => (
                  <div className="flex h-6 items-center justify-between gap-3" key={entry.does}>
                    <dt className="truncate text-text-2">{entry.does}</dt>
                    <dd>
                      <Keys keys={entry.keys} />
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </div>
      </section>
    </Dialog>
  )
}
