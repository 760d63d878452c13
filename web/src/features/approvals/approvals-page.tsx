import { errorText } from '../../app/error-text.ts'
import { PageHead } from '../../app/page.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorState } from '../../ui/error-state.tsx'
import { formatCount } from '../../ui/format-count.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { ApprovalDetail } from './approval-detail.tsx'
import { ApprovalRows } from './approval-rows.tsx'
import { type Inbox, useInbox } from './use-inbox.ts'

/** What runs ask of people: what waits for an answer, and what was answered. */
export function ApprovalsPage() {
  const inbox = useInbox()
  return (
    <div className="flex h-full min-h-0 min-w-0 flex-1 flex-col bg-surface">
      <PageHead title="Approvals" />
      <Tabs
        className="flex-1 [&>div:first-child]:px-5"
        label="Approvals"
        onValueChange={inbox.setView}
        tabs={[
          { value: 'open', label: 'Open', count: inbox.openCount },
          { value: 'decided', label: 'Decided' },
        ]}
        value={inbox.view}
      >
        <TabPanel className="flex min-h-0" value={inbox.view}>
          <Panel inbox={inbox} />
        </TabPanel>
      </Tabs>
    </div>
  )
}

function Panel({ inbox }: { readonly inbox: Inbox }) {
  const { items, chosen, error, tryAgain } = inbox
  if (error !== null)
    return <ErrorState {...errorText(error)} action={{ label: 'Try now', onSelect: tryAgain }} />
  if (items === null) return <Skeleton rowHeight={56} rows={4} />
  return (
    <>
      {items.length === 0 ? (
        <Nothing inbox={inbox} />
      ) : (
        <div className="flex min-h-0 w-[44%] max-w-[480px] min-w-[320px] shrink-0 flex-col">
          <ApprovalRows
            chosenId={chosen?.approvalId ?? null}
            items={items}
            label={inbox.view === 'open' ? 'Open approvals' : 'Decided approvals'}
            onChoose={inbox.choose}
          />
          {inbox.hasMore ? <MoreNote inbox={inbox} /> : null}
        </div>
      )}
      {chosen === null ? null : <ApprovalDetail approval={chosen} onDecided={inbox.chooseNext} />}
    </>
  )
}

/** What the list leaves out: it is worked through from its beginning. */
function MoreNote({ inbox }: { readonly inbox: Inbox }) {
  const count = formatCount(inbox.items?.length ?? 0)
  return (
    <p className="shrink-0 border-t border-line px-5 py-2 text-12 text-text-2">
      {inbox.view === 'open'
        ? `These ${count} wait the longest; the others follow as they are decided.`
        : `These are the last ${count} decisions.`}
    </p>
  )
}

function Nothing({ inbox }: { readonly inbox: Inbox }) {
  const isChosen = inbox.chosen !== null
  return (
    <EmptyState
      className={isChosen ? 'w-[44%] max-w-[480px] shrink-0 self-center' : 'my-auto'}
      text={
        inbox.view === 'open'
          ? 'A run that reaches an approval node asks here, and goes on with your answer.'
          : 'Decisions are kept here with who made them and when.'
      }
      title={inbox.view === 'open' ? 'Nothing waits for you' : 'Nothing was decided yet'}
    />
  )
}
