/** The files that nodes left behind: a list, and beside it the chosen one. */
import { useQuery } from '@tanstack/react-query'
import { memo, useState } from 'react'
import { errorText } from '../../../app/error-text.ts'
import { cx } from '../../../ui/class-names.ts'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { formatSize } from '../../../ui/format-size.ts'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { useRowKeys } from '../../../ui/use-row-keys.ts'
import { type Artifact, runQueries } from '../queries.ts'
import { useIsFinal, useRun } from '../run-context.ts'
import { ArtifactPreview } from './artifact-preview.tsx'

export const ArtifactsPanel = memo(function ArtifactsPanel() {
  const { model } = useRun()
  const isOver = useIsFinal()
  const { data, error } = useQuery(runQueries.artifacts(model.executionId))
  const [wished, setWished] = useState<string | null>(null)
  if (data === undefined) {
    return error === null ? (
      <Skeleton rowHeight={24} />
    ) : (
      <ErrorLine className="m-3" text={errorText(error).title} />
    )
  }
  if (data.items.length === 0) {
    return (
      <p className="p-3 text-text-2">
        {isOver ? 'No node left a file.' : 'Files that nodes leave appear here.'} A script leaves one by
        writing it to the folder <span className="mono">$HEDDLE_ARTIFACTS</span>.
      </p>
    )
  }
  const chosen = data.items.find((each) => each.artifactId === wished) ?? data.items[0]
  return (
    <div className="flex min-h-0 flex-1">
      <ArtifactList chosen={chosen} items={data.items} onChoose={setWished} />
      {chosen === undefined ? null : <ArtifactPreview artifact={chosen} key={chosen.artifactId} />}
    </div>
  )
})

interface ArtifactListProps {
  readonly items: readonly Artifact[]
  readonly chosen: Artifact | undefined
  readonly onChoose: (artifactId: string) => void
}

function ArtifactList({ items, chosen, onChoose }: ArtifactListProps) {
  const { plan } = useRun().model
  const choose = (index: number) => onChoose(items[index]?.artifactId ?? '')
  const { rowProps } = useRowKeys({ count: items.length, onOpen: choose, onChoose: choose })
  return (
    <div
      aria-label="Artifacts"
      className="w-92 shrink-0 overflow-y-auto border-r border-line py-1 max-[1199px]:w-64"
      role="listbox"
    >
      {items.map((artifact, index) => {
        const isChosen = artifact.artifactId === chosen?.artifactId
        const name = plan.nodes[plan.indexOf.get(artifact.nodeId) ?? -1]?.name ?? artifact.nodeId
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the roving row keys handle Enter and Space
          // biome-ignore lint/a11y/useFocusableInteractive: its tabindex is among the row's props
          <div
            {...rowProps(index)}
            aria-selected={isChosen}
            className={cx(
              'flex h-7 items-center gap-2 px-3 text-12 -outline-offset-2!',
              isChosen ? 'bg-accent-soft' : 'hover:bg-hover',
            )}
            key={artifact.artifactId}
            onClick={() => onChoose(artifact.artifactId)}
            role="option"
          >
            <span className="min-w-0 flex-1 truncate font-medium">{artifact.name}</span>
            <span className="w-28 shrink-0 truncate text-text-2 max-[1199px]:hidden">{name}</span>
            <span className="w-14 shrink-0 text-right text-text-2 tabular-nums">
              {formatSize(artifact.sizeBytes)}
            </span>
          </div>
        )
      })}
    </div>
  )
}
