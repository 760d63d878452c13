/** What the page shows, kept in its address: which list, and which approval of it. */
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import {
  type Approval,
  type ApprovalList,
  approvalQueries,
  useLiveApprovals,
} from '../../app/approvals/approval-queries.ts'

export interface Inbox {
  readonly view: ApprovalList
  readonly setView: (view: ApprovalList) => void
  readonly items: readonly Approval[] | null
  readonly chosen: Approval | null
  readonly choose: (approvalId: string | null) => void
  /** Goes on with the one below what is chosen, at the end of the list with the one above. */
  readonly chooseNext: () => void
  readonly openCount: number | undefined
  /** There are more of the list than are shown. */
  readonly hasMore: boolean
  readonly error: unknown
  readonly tryAgain: () => void
}

export function useInbox(): Inbox {
  useLiveApprovals()
  const search: { view?: unknown; approval?: unknown } = useSearch({ strict: false })
  const navigate = useNavigate()
  const view: ApprovalList = search.view === 'decided' ? 'decided' : 'open'
  const lists = {
    open: useQuery(approvalQueries.list('open')),
    decided: useQuery(approvalQueries.list('decided')),
  }
  const shown = lists[view]
  const items = shown.data?.items ?? null
  const go = (next: { view?: 'decided'; approval?: string }) =>
    void navigate({ to: '/approvals', search: next, replace: true })
  const viewSearch = view === 'decided' ? { view } : {}
  const choose = (approval: string | null) => go({ ...viewSearch, ...(approval !== null && { approval }) })
  const chosen = findChosen(search.approval, items, lists.decided.data?.items ?? [])
  return {
    view,
    setView: (next) => go(next === 'decided' ? { view: next } : {}),
    items,
    chosen,
    choose,
    chooseNext: () => choose(findNext(items ?? [], chosen)?.approvalId ?? null),
    openCount: useQuery(approvalQueries.count()).data?.open,
    hasMore: (shown.data?.nextCursor ?? null) !== null,
    error: shown.isError && items === null ? shown.error : null,
    tryAgain: () => void shown.refetch(),
  }
}

/** One that somebody else decided meanwhile stays before the reader's eyes; without a choice it is the first. */
function findChosen(
  wished: unknown,
  items: readonly Approval[] | null,
  decided: readonly Approval[],
): Approval | null {
  const all = [...(items ?? []), ...decided]
  return all.find(({ approvalId }) => approvalId === wished) ?? items?.[0] ?? null
}

function findNext(items: readonly Approval[], chosen: Approval | null): Approval | undefined {
  const at = items.findIndex(({ approvalId }) => approvalId === chosen?.approvalId)
  return items[at + 1] ?? items[at - 1]
}
