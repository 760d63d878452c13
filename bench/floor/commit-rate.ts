/** How many transactions a second PostgreSQL commits here, each one small row, on a number of connections. */
import pg from 'pg'

export async function measureCommitRate(
  url: string,
  { connections, forMs }: { connections: number; forMs: number },
): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
    }),
  )
  try {
    await clients[0]?.query(
      'CREATE TABLE IF NOT EXISTS bench_commits (id bigserial PRIMARY KEY, note text NOT NULL)',
    )
    const begin = performance.now()
    const counts = await Promise.all(clients.map((client) => commitUntil(client, begin + forMs)))
    const seconds = (performance.now() - begin) / 1000
    return counts.reduce((sum, count) => sum + count, 0) / seconds
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

async function commitUntil(client: pg.Client, end: number): Promise<number> {
  let count = 0
  while (performance.now() < end) {
    await client.query({
      name: 'bench-commit',
      text: 'INSERT INTO bench_commits (note) VALUES ($1)',
      values: ['a'],
    })
    count += 1
  }
  return count
}
