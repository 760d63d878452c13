import { TriangleAlert, X } from 'lucide-react'
import { useState } from 'react'
import { Banner } from '../../ui/banner.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { type Fleet, unservedGroups } from './core/fleet.ts'
import { lossWords } from './core/loss-words.ts'
import { unservedWords } from './core/unserved-words.ts'

/** What was lost and what became of it, and what waits for nobody. */
export function FleetBanners({ fleet }: { fleet: Fleet }) {
  const [closed, setClosed] = useState<string | null>(null)
  const loss = lossWords(fleet.items)
  const unserved = unservedGroups(fleet)
  return (
    <>
      {loss === null || loss.key === closed ? null : (
        <Banner
          action={
            <IconButton label="Close this message" onClick={() => setClosed(loss.key)} size={24}>
              <X aria-hidden="true" />
            </IconButton>
          }
          className="border-b border-line pl-5"
          icon={<TriangleAlert aria-hidden="true" />}
          text={loss.text}
          title={loss.title}
          tone="warn"
        />
      )}
      {unserved.length === 0 ? null : (
        <Banner
          className="border-b border-line pl-5"
          icon={<TriangleAlert aria-hidden="true" />}
          text={`Start a worker for ${unserved.length === 1 ? 'it' : 'them'}, or let one that drains take work again.`}
          title={unservedWords(unserved)}
          tone="warn"
        />
      )}
    </>
  )
}
