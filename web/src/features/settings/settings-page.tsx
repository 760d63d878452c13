import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { errorText } from '../../app/error-text.ts'
import { PageHead } from '../../app/page.tsx'
import { sessionQueries } from '../../app/session.ts'
import { Badge } from '../../ui/badge.tsx'
import { buttonClass } from '../../ui/button.tsx'
import { ErrorLine, ErrorState } from '../../ui/error-state.tsx'
import { formatClock } from '../../ui/format-time.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { BreakerTable } from './breaker-table.tsx'
import { EnvironmentTable } from './environment-table.tsx'
import { PartsTable } from './parts-table.tsx'
import { PoolTable } from './pool-table.tsx'
import { PreferencesSections } from './preferences-sections.tsx'
import { settingsQueries } from './queries.ts'
import { Section } from './section.tsx'

export function SettingsPage() {
  const health = useQuery(settingsQueries.health())
  const { data: me } = useQuery(sessionQueries.me())
  const mayCheckState = me?.role === 'admin' || me?.role === 'owner'
  return (
    <>
      <PageHead beside={health.data && <Badge className="mono">{health.data.mode}</Badge>} title="Settings">
        {health.dataUpdatedAt === 0 ? null : (
          <span className="text-12 text-text-2">Checked {formatClock(health.dataUpdatedAt)}</span>
        )}
        {mayCheckState ? (
          <Link className={buttonClass()} to="/settings/health-check">
            Health check
          </Link>
        ) : null}
      </PageHead>
      <div className="min-h-0 flex-1 overflow-y-auto px-5">
        <PreferencesSections />
        <Section text="What Heddle leans on, looked at every 2 s." title="System">
          <SystemHealth />
        </Section>
        <SystemReportSections />
      </div>
    </>
  )
}

function SystemHealth() {
  const health = useQuery(settingsQueries.health())
  const version = useQuery(settingsQueries.version())
  if (health.isPending) return <Skeleton rows={4} />
  if (health.data === undefined) {
    const { title, text, code } = errorText(health.error)
    return (
      <ErrorState
        action={{ label: 'Try now', onSelect: () => void health.refetch() }}
        className="mx-0 px-0 py-0"
        code={code}
        text={text}
        title={title}
      />
    )
  }
  return (
    <>
      {health.isError ? (
        <ErrorLine
          className="mb-2"
          text={`${errorText(health.error).title} What stands here is of ${formatClock(health.dataUpdatedAt)}.`}
        />
      ) : null}
      <PartsTable health={health.data} version={version.data?.version} />
    </>
  )
}

/** Nothing where it was never read: the section above says why. */
function SystemReportSections() {
  const { data: report } = useQuery(settingsQueries.report())
  if (report === undefined) return null
  return (
    <>
      <Section
        text="After failures in a row one opens, and calls are refused at once. Then one is let through as a try."
        title="Breakers"
      >
        <BreakerTable breakers={report.breakers} />
      </Section>
      <Section text="Of this process to the database." title="Connections">
        <PoolTable commitsWait={report.commitsWait} pools={report.pools} />
      </Section>
      <Section
        text="The variables that this process was started with. Secrets are never shown."
        title="Environment"
      >
        <EnvironmentTable settings={report.settings} />
        <p className="mt-2 text-12 text-text-3">
          Process <span className="mono">{report.pid}</span> on{' '}
          <span className="mono">{report.hostname}</span>
        </p>
      </Section>
    </>
  )
}
