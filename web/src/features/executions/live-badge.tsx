import { useConnection } from '../../app/connection.ts'
import { StreamBadge } from '../../ui/stream-badge.tsx'

/** Whether what the list shows is what the server has now. */
export function LiveBadge() {
  const connection = useConnection()
  return <StreamBadge state={{ kind: connection.kind === 'ok' ? 'live' : 'reconnecting' }} />
}
