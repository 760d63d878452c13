/** A value that is too large for the page's stream: read when it is asked for. */
import { useMutation } from '@tanstack/react-query'
import { Button, buttonClass } from '../../../ui/button.tsx'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { formatSize } from '../../../ui/format-size.ts'
import { Section } from './section.tsx'
import { ValueSection } from './value-view.tsx'

/** A larger value is better opened by another program. */
const shownBytes = 8 * 1024 * 1024

interface StoredValueProps {
  readonly title: string
  readonly href: string
  readonly sizeBytes: number
}

export function StoredValue({ title, href, sizeBytes }: StoredValueProps) {
  const load = useMutation({ mutationFn: () => readJson(href) })
  if (load.isSuccess) return <ValueSection title={title} value={load.data} />
  return (
    <Section note={formatSize(sizeBytes)} title={title}>
      <p className="mb-2 text-12 text-text-2">
        It is kept apart because of its size
        {sizeBytes > shownBytes ? ', and is too large to be shown here' : ''}.
      </p>
      <div className="flex gap-2">
        {sizeBytes > shownBytes ? null : (
          <Button onClick={() => load.mutate()} pending={load.isPending} size={24}>
            Show {formatSize(sizeBytes)}
          </Button>
        )}
        <a className={buttonClass('default', 24)} download href={href}>
          Download
        </a>
      </div>
      {load.isError ? <ErrorLine className="mt-2" text="It could not be read. Try again." /> : null}
    </Section>
  )
}

async function readJson(href: string): Promise<unknown> {
  const answer = await fetch(href)
  if (!answer.ok) throw new Error(`The value could not be read: ${answer.status}`)
  return answer.json()
}
