import { StatusLabel } from '../../ui/status-label.tsx'
import { Cell, HeadCell, HeadRow, Row, Table } from '../../ui/table.tsx'
import type { Health } from './queries.ts'

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
  { key: 'storage', name: 'Storage', use: 'Keeps artifacts and large outputs' },
]

interface PartsTableProps {
  health: Health
  version: string | undefined
}

export function PartsTable({ health, version }: PartsTableProps) {
  return (
    <>
      <Table className="[--table-edge:0px]" label="Parts of the system">
        <HeadRow>
          <HeadCell width={140}>Part</HeadCell>
          <HeadCell width={120}>State</HeadCell>
          <HeadCell>What it does</HeadCell>
        </HeadRow>
        <tbody>
          {partNames.map(({ key, name, use }) => {
            const part = health.parts[key]
            if (part === undefined) return null
            const text = [use, part.detail].filter(Boolean).join(' · ')
            return (
              <Row key={key}>
                <Cell className="font-medium">{name}</Cell>
                <Cell>
                  <PartState status={part.status} />
                </Cell>
                <Cell className="h-auto! py-1.5 whitespace-normal! text-text-2">{text}</Cell>
              </Row>
            )
          })}
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
  if (status === 'degraded') return <StatusLabel status="retrying">Degraded</StatusLabel>
  if (status === 'down') return <StatusLabel status="failed">Down</StatusLabel>
  return <StatusLabel status="skipped">Not in use</StatusLabel>
}
