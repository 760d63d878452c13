/** What a retry would do: the graph in small beside the three groups, or every node with its reason. */
import { ChevronsRight, Pin, RotateCw } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { cx } from '../../../ui/class-names.ts'
import { formatCount } from '../../../ui/format-count.ts'
import { Segmented } from '../../../ui/segmented.tsx'
import { Delayed } from '../../../ui/skeleton.tsx'
import { toEstimateWords } from '../core/retry-words.ts'
import type { RetryPreview } from '../queries.ts'
import { RetryNodeList } from './retry-node-list.tsx'
import { RetryPicture } from './retry-picture.tsx'
import { useNodeOutcomes } from './use-node-outcomes.ts'
import type { RetryTarget } from './use-retry-target.ts'

interface RetryPreviewPartProps {
  readonly preview: RetryPreview | undefined
  readonly target: RetryTarget
  /** Below the form, or in a column of its own beside it. */
  readonly layout: 'below' | 'beside'
  /** A node was pressed in the picture. */
  readonly onPick: ((nodeId: string) => void) | undefined
}

type Look = 'map' | 'list'

const frames = {
  below: '-mx-4 mt-4 -mb-4 min-h-44 border-t px-4',
  beside: '-mt-2 -mr-4 -mb-4 border-l border-t px-4',
}

export function RetryPreviewPart({ preview, target, layout, onPick }: RetryPreviewPartProps) {
  const [look, setLook] = useState<Look>('map')
  return (
    <section aria-label="What happens" className={cx('border-line bg-bg py-3', frames[layout])}>
      <div className="sticky top-3">
        <div className="mb-1.5 flex min-h-6 items-center gap-3">
          <h3 className="font-semibold">What happens</h3>
          {preview?.estimateMs ? (
            <span className="text-12 text-text-2">{toEstimateWords(preview.estimateMs)}</span>
          ) : null}
          <Segmented
            className="ml-auto"
            label="Show the plan as"
            onValueChange={setLook}
            options={[
              { value: 'map', label: 'Map' },
              { value: 'list', label: 'Each node' },
            ]}
            value={look}
          />
        </div>
        {look === 'list' ? (
          <RetryNodeList preview={preview} target={target} />
        ) : (
          <div className={layout === 'below' ? 'flex gap-5' : 'flex flex-col gap-3'}>
            <RetryPicture onPick={onPick} preview={preview} target={target} />
            <div className="min-w-0 flex-1">
              {preview === undefined ? <NoPlan /> : <Outcomes preview={preview} target={target} />}
            </div>
          </div>
        )}
      </div>
    </section>
  )
}

function NoPlan() {
  return (
    <Delayed>
      <p className="text-12 text-text-2">The plan stands here once nodes are chosen and the input fits.</p>
    </Delayed>
  )
}

interface OutcomesProps {
  readonly preview: RetryPreview
  readonly target: RetryTarget
}

function Outcomes({ preview, target }: OutcomesProps) {
  const names = (ids: readonly string[]) => <p className="line-clamp-2">{toNames(ids, target)}</p>
  return (
    <>
      <Outcome
        count={preview.runAgain.length}
        icon={<RotateCw aria-hidden="true" className="text-accent" />}
        title="Runs again"
      >
        <RunsAgain preview={preview} target={target} />
      </Outcome>
      <Outcome count={preview.kept.length} icon={<Pin aria-hidden="true" />} title="Keeps its result">
        {names(preview.kept)}
      </Outcome>
      <Outcome
        count={preview.skipped.length}
        icon={<ChevronsRight aria-hidden="true" />}
        title="Stays skipped"
      >
        {names(preview.skipped)}
      </Outcome>
      {preview.runAgain.length === 0 ? (
        <p className="text-12 text-text-2">
          Nothing would run: every result is kept, and what is skipped stays skipped. Choose other nodes, or
          begin anew.
        </p>
      ) : null}
    </>
  )
}

interface OutcomeProps {
  readonly title: string
  readonly icon: ReactNode
  readonly count: number
  readonly children: ReactNode
}

function Outcome({ title, icon, count, children }: OutcomeProps) {
  if (count === 0) return null
  return (
    <div className="mt-1.5 flex gap-2.5 first:mt-0 [&>svg]:mt-0.5 [&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-text-2">
      {icon}
      <div className="min-w-0 flex-1">
        <p className="flex justify-between font-medium">
          {title} <span className="tabular-nums">{formatCount(count)}</span>
        </p>
        <div className="text-12 text-text-2">{children}</div>
      </div>
    </div>
  )
}

const namedNodes = 6
const explainedNodes = 4

/** The first few with their reason; all of them are in the list. */
function RunsAgain({ preview, target }: OutcomesProps) {
  const outcomeOf = useNodeOutcomes(preview, target)
  const shown = preview.runAgain.slice(0, explainedNodes)
  const rest = preview.runAgain.length - shown.length
  return (
    <ul>
      {shown.map((id) => (
        <li className="flex justify-between gap-3" key={id}>
          <span className="min-w-0 truncate">{target.nameOf(id)}</span>
          <span className="min-w-0 truncate text-right">{outcomeOf(id).words}</span>
        </li>
      ))}
      {rest > 0 ? <li>and {formatCount(rest)} more</li> : null}
    </ul>
  )
}

function toNames(nodes: readonly string[], target: RetryTarget): string {
  const names = nodes.slice(0, namedNodes).map(target.nameOf)
  const rest = nodes.length - names.length
  return `${names.join(', ')}${rest > 0 ? ` and ${formatCount(rest)} more` : ''}`
}
