import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { analyticsQueries, type Scope } from './queries.ts'

/** When the versions of the chosen workflow were published, as far as the period reaches. */
export function usePublishFlags({ workflowId, fromMs, toMs }: Scope) {
  const { data } = useQuery({ ...analyticsQueries.versions(workflowId ?? ''), enabled: workflowId !== null })
  return useMemo(
    () =>
      (workflowId === null ? [] : (data?.items ?? []))
        .map(({ version, createdAt }) => ({ label: `v${version}`, time: Date.parse(createdAt) }))
        .filter(({ time }) => time >= fromMs && time < toMs),
    [data, workflowId, fromMs, toMs],
  )
}
