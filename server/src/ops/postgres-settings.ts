/**
 * The settings of the embedded PostgreSQL: two cores, a solid-state disk, one machine shared with the
 * product. What is committed is on the disk before anybody hears of it: fsync and synchronous_commit stay on.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  timezone: 'UTC',
  lc_messages: 'C',

  synchronous_commit: 'on',
  wal_level: 'minimal',
  max_wal_senders: '0',
  wal_buffers: '16MB',
  min_wal_size: '128MB',
  max_wal_size: '1GB',
  checkpoint_timeout: '15min',

  shared_buffers: '256MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  // Worker processes and compilation pay in long queries only; here they would take the cores of the nodes.
  io_method: 'sync',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_logical_replication_workers: '0',
  random_page_cost: '1.1',

  // Rows of running nodes change several times a second: clean early and often.
  autovacuum_naptime: '10s',
  autovacuum_max_workers: '2',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_vacuum_insert_scale_factor: '0.1',
  autovacuum_analyze_scale_factor: '0.05',
}

/** What is given beside goes before what is set here. */
export function postgresArguments(
  dataFolder: string,
  port: number,
  settings: Readonly<Record<string, string>> = {},
): string[] {
  const args = ['-D', dataFolder, '-p', String(port)]
  for (const [name, value] of Object.entries({ ...SETTINGS, ...settings }))
    args.push('-c', `${name}=${value}`)
  return args
}
