/** Where the page is: workflow, run, version, what started it. */
import { Link } from '@tanstack/react-router'
import { ArrowUpRight } from 'lucide-react'
import { TopBarHome } from '../../app/top-bar-home.tsx'
import { Badge } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { toShortId } from '../../ui/short-id.ts'
import { useRun } from './run-context.ts'
import { TriggerWords } from './trigger-words.tsx'

const crumb = 'min-w-0 truncate rounded-sm hover:text-accent hover:underline'

export function RunTopBar() {
  const { detail } = useRun()
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-b border-line pr-3 pl-2" data-region>
      <TopBarHome />
      <nav aria-label="Place" className="flex min-w-0 items-center gap-1.5 whitespace-nowrap">
        <Link className={`${crumb} max-[1199px]:hidden`} to="/executions">
          Executions
        </Link>
        <Slash className="max-[1199px]:hidden" />
        <Link className={crumb} params={{ workflowId: detail.workflowId }} to="/workflows/$workflowId">
          {detail.workflowName}
        </Link>
        <Slash />
        <ParentCrumbs />
        <h1 aria-current="page" className="font-semibold" title={detail.executionId}>
          Run {toShortId(detail.executionId)}
        </h1>
      </nav>
      <Badge>v{detail.version}</Badge>
      <span className="truncate text-12 text-text-2 max-[1199px]:hidden">
        <TriggerWords detail={detail} />
      </span>
      <Link
        className={`${buttonClass('quiet')} ml-auto flex-row-reverse`}
        params={{ workflowId: detail.workflowId }}
        to="/workflows/$workflowId"
      >
        <ArrowUpRight aria-hidden="true" />
        Open in editor
      </Link>
    </header>
  )
}

/** The run that this one is a part of, and which part. */
function ParentCrumbs() {
  const { parent } = useRun().detail
  if (parent === null) return null
  const { executionId, nodeId, itemIndex } = parent
  return (
    <>
      <Link className={crumb} hash={nodeId} params={{ executionId }} to="/executions/$executionId">
        Run {toShortId(executionId)}
      </Link>
      <Slash />
      <span className="mono min-w-0 truncate text-text-2 max-[1199px]:hidden">
        {nodeId}[{itemIndex}]
      </span>
      <Slash className="max-[1199px]:hidden" />
    </>
  )
}

function Slash({ className = '' }: { readonly className?: string }) {
  return (
    <span aria-hidden="true" className={`text-text-3 ${className}`}>
      /
    </span>
  )
}
