/** A JSON value as tree, table or text, and its copy. */
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { copyToClipboard } from '../../../ui/copy-to-clipboard.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { tableRows } from '../../../ui/data-table-rows.ts'
import { formatSize } from '../../../ui/format-size.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { JsonTree } from '../../../ui/json-tree.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Section } from './section.tsx'

type Look = 'tree' | 'table' | 'raw'

/** More text than this is not laid out as one block; the copy has all of it. */
const rawLimit = 100_000

export function ValueSection({ title, value }: { readonly title: string; readonly value: unknown }) {
  const rows = tableRows(value)
  const [wished, setWished] = useState<Look>('tree')
  const look = wished === 'table' && rows === null ? 'tree' : wished
  const text = typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'null')
  const options = [
    { value: 'tree' as const, label: 'Tree' },
    ...(rows === null ? [] : [{ value: 'table' as const, label: 'Table' }]),
    { value: 'raw' as const, label: 'Raw' },
  ]
  const copy = () => void copyToClipboard(text, `${title} copied`)
  return (
    <Section
      end={
        <>
          <IconButton label={`Copy ${title.toLowerCase()}`} onClick={copy} size={24}>
            <Copy aria-hidden="true" />
          </IconButton>
          <Segmented label={`${title} shown as`} onValueChange={setWished} options={options} value={look} />
        </>
      }
      note={formatSize(new Blob([text]).size)}
      title={title}
    >
      {look === 'tree' ? <JsonTree label={title} maxHeight={360} value={value} /> : null}
      {look === 'table' && rows !== null ? <DataTable label={title} rows={rows} /> : null}
      {look === 'raw' ? <RawText label={title} text={text} /> : null}
    </Section>
  )
}

function RawText({ label, text }: { readonly label: string; readonly text: string }) {
  const cut = text.length > rawLimit
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section aria-label={label} className="max-h-90 overflow-auto" tabIndex={0}>
      <pre className="mono leading-[18px] break-words whitespace-pre-wrap">{text.slice(0, rawLimit)}</pre>
      {cut ? <p className="text-12 text-text-2">Cut here; the copy has all of it.</p> : null}
    </section>
  )
}
