/** Which version the retry runs: that of the run, the published one, or any other. */
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { Segmented } from '../../../ui/segmented.tsx'
import { Select } from '../../../ui/select.tsx'
import { runQueries } from '../queries.ts'
import { useRun } from '../run-context.ts'
import type { RetryFieldProps } from './retry-field-props.ts'

/** Nothing to choose where the workflow has one version. */
export function RetryVersion({ wish, onChange }: RetryFieldProps) {
  const { detail } = useRun()
  const labelId = useId()
  const workflow = useQuery(runQueries.workflow(detail.workflowId))
  const versions = useQuery(runQueries.versions(detail.workflowId))
  const own = detail.version
  const published = workflow.data?.publishedVersion ?? own
  const all = versions.data?.items.map(({ version }) => version) ?? []
  const others = all.filter((version) => version !== own && version !== published)
  if (published === own && others.length === 0) return null
  const version = wish.version ?? own
  const choose = (next: number) => onChange({ ...wish, version: next === own ? null : next })
  const note = versions.data?.items.find((each) => each.version === version)?.note ?? ''
  const kind = version === own ? 'own' : version === published ? 'published' : 'other'
  return (
    <div>
      <p className="mb-1 text-12 text-text-2" id={labelId}>
        Version
      </p>
      <div className="flex gap-2">
        <Segmented
          label="Version"
          onValueChange={(value) => {
            if (value === 'own') choose(own)
            else choose(value === 'published' ? published : (others[0] ?? own))
          }}
          options={[
            { value: 'own', label: `v${own}, this run` },
            ...(published === own
              ? []
              : [{ value: 'published' as const, label: `v${published}, published` }]),
            ...(others.length === 0 ? [] : [{ value: 'other' as const, label: 'Other' }]),
          ]}
          value={kind}
        />
        {kind === 'other' ? (
          <div className="w-20">
            <Select
              label="Other version"
              onValueChange={(value) => choose(Number(value))}
              options={others.map((each) => ({ value: String(each), label: `v${each}` }))}
              size={24}
              value={String(version)}
            />
          </div>
        ) : null}
      </div>
      {note === '' ? null : <p className="mt-1 text-12 break-words text-text-2">{note}</p>}
    </div>
  )
}
