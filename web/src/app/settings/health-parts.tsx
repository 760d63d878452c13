import type { AppRouter } from '@heddle/server/api/app-router.ts'
import type { inferRouterOutputs } from '@trpc/server'
import { StatusLabel } from '../../ui/status-label.tsx'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'

type Health = inferRouterOutputs<AppRouter>['system']['health']
type PartStatus = Health['parts']['database']['status']

const modes: Record<Health['mode'], string> = {
  embedded: 'One process tree with its own PostgreSQL',
  postgres: 'PostgreSQL from DATABASE_URL',
  'postgres+redis': 'PostgreSQL and Redis, for many servers and workers',
}

const partNames: readonly { key: keyof Health['parts']; name: string; use: string }[] = [
  { key: 'database', name: 'Database', use: 'Keeps every transition' },
  { key: 'redis', name: 'Redis', use: 'Tells servers and workers about each other' },
  { key: 'queue', name: 'Queue', use: 'Hands nodes to workers' },
  { key: 'workers', name: 'Workers', use: 'Run the nodes' },
]

interface HealthPartsProps {
  health: Health
  version: string | undefined
}

export function HealthParts({ health, version }: HealthPartsProps) {
  return (
    <>
      <Table className="[--table-edge:0px]" label="Parts of the system">
        <HeadRow>
          <HeadCell width={140}>Part</HeadCell>
          <HeadCell width={120}>State</HeadCell>
          <HeadCell>What it does</HeadCell>
        </HeadRow>
        <tbody>
          {partNames.map(({ key, name, use }) => (
            <Row key={key}>
              <Cell className="font-medium">{name}</Cell>
              <Cell>
                <PartState status={health.parts[key].status} />
              </Cell>
              <Cell className="text-text-2">
                {[use, health.parts[key].detail].filter(Boolean).join(' · ')}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      <p className="mt-2 text-12 text-text-3">
        {modes[health.mode]}
        {version === undefined ? '' : ` · Heddle ${version}`}
      </p>
    </>
  )
}

function PartState({ status }: { status: PartStatus }) {
  if (status === 'ok') return <StatusLabel status="completed">Healthy</StatusLabel>
  if (status === 'down') return <StatusLabel status="failed">Down</StatusLabel>
  return <StatusLabel status="skipped">Not in use</StatusLabel>
}
