import { useQuery } from '@tanstack/react-query'
import { ErrorState } from '../../ui/error-state.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Switch } from '../../ui/switch.tsx'
import { errorText } from '../error-text.ts'
import { PageHead } from '../page.tsx'
import { changePreferences, type ThemeChoice, usePreferences } from '../preferences.ts'
import { sessionQueries } from '../session.ts'
import { trpc } from '../trpc.ts'
import { HealthParts } from './health-parts.tsx'

const themes: readonly { value: ThemeChoice; label: string }[] = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

function isThemeChoice(value: string): value is ThemeChoice {
  return themes.some((theme) => theme.value === value)
}

export function SettingsPage() {
  const { theme, singleKeys } = usePreferences()
  return (
    <>
      <PageHead title="Settings" />
      <div className="min-h-0 flex-1 overflow-y-auto px-5">
        <Section text="Kept in this browser." title="Look">
          <RadioGroup
            label="Theme"
            onValueChange={(value) => {
              if (isThemeChoice(value)) changePreferences({ theme: value })
            }}
            options={themes}
            value={theme}
          />
        </Section>
        <Section text="All keys stand behind the question mark." title="Keyboard">
          <Switch
            checked={singleKeys}
            label="Single-letter keys"
            onCheckedChange={(checked) => changePreferences({ singleKeys: checked })}
          >
            Single-letter keys
          </Switch>
          <p className="mt-1 text-12 text-text-3">
            Switch them off where speech input or a screen reader needs the letters.
          </p>
        </Section>
        <Section text="Asked for anew every 5 s." title="System">
          <SystemHealth />
        </Section>
      </div>
    </>
  )
}

function SystemHealth() {
  const health = useQuery(trpc.system.health.queryOptions(undefined, { refetchInterval: 5000 }))
  const status = useQuery(sessionQueries.status())
  if (health.isPending) return <Skeleton rows={4} />
  if (health.isError) {
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
  return <HealthParts health={health.data} version={status.data?.version} />
}

interface SectionProps {
  title: string
  text: string
  children: React.ReactNode
}

function Section({ title, text, children }: SectionProps) {
  return (
    <section
      aria-label={title}
      className="grid max-w-[860px] grid-cols-[200px_1fr] gap-6 border-b border-line py-5 last:border-b-0 max-[700px]:grid-cols-1 max-[700px]:gap-2"
    >
      <div>
        <h2 className="font-semibold">{title}</h2>
        <p className="text-12 text-text-3">{text}</p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  )
}
