import { CloudOff, Database } from 'lucide-react'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { askNow, useConnection } from './connection.ts'

/** Says what still works while the server or its database does not answer. */
export function ConnectionBanner() {
  const connection = useConnection()
  if (connection.kind === 'ok') return null
  const tryNow = (
    <Button onClick={askNow} size={24}>
      Try now
    </Button>
  )
  if (connection.kind === 'unavailable') {
    return (
      <Banner
        action={tryNow}
        icon={<Database aria-hidden="true" />}
        text="Running nodes go on; results are written when it is back."
        title="The database does not answer."
        tone="warn"
      />
    )
  }
  return (
    <Banner
      action={tryNow}
      icon={<CloudOff aria-hidden="true" />}
      text="What you see stays as it was; it is asked for again every 2 s."
      title="No connection."
      tone="warn"
    />
  )
}
