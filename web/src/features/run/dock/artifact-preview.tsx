/** The chosen file: what it is, its checksum, its download, and as much of it as can be shown. */
import { useQuery } from '@tanstack/react-query'
import { Copy, Download } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { buttonClass } from '../../../ui/button.tsx'
import { copyToClipboard } from '../../../ui/copy-to-clipboard.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { ErrorLine } from '../../../ui/error-state.tsx'
import { formatSize } from '../../../ui/format-size.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { JsonTree } from '../../../ui/json-tree.tsx'
import { loadPart } from '../../../ui/load-part.ts'
import { Skeleton } from '../../../ui/skeleton.tsx'
import { parseCsv } from '../core/csv.ts'
import { previewBytes, toPreviewKind } from '../core/preview-kind.ts'
import type { Artifact } from '../queries.ts'
import { HtmlPreview } from './html-preview.tsx'

const MarkdownPreview = lazy(() =>
  loadPart(() => import('./markdown-preview.tsx')).then((module) => ({ default: module.MarkdownPreview })),
)

const csvRows = 2000

export function ArtifactPreview({ artifact }: { readonly artifact: Artifact }) {
  return (
    <section aria-label={`Preview of ${artifact.name}`} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Head artifact={artifact} />
      <div className="flex min-h-0 flex-1 flex-col">
        <Content artifact={artifact} />
      </div>
    </section>
  )
}

function Head({ artifact }: { readonly artifact: Artifact }) {
  const copy = () => void copyToClipboard(artifact.sha256, 'Checksum copied')
  return (
    <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line px-3 text-12 text-text-2">
      <span className="truncate font-medium text-text">{artifact.name}</span>
      <span className="truncate">{artifact.contentType}</span>
      <span className="shrink-0">{formatSize(artifact.sizeBytes)}</span>
      <span className="mono shrink-0 max-[1199px]:hidden" title={artifact.sha256}>
        sha256 {artifact.sha256.slice(0, 12)}
      </span>
      <IconButton label="Copy checksum" onClick={copy} size={24}>
        <Copy aria-hidden="true" />
      </IconButton>
      <a className={`${buttonClass('default', 24)} ml-auto`} download={artifact.name} href={artifact.href}>
        <Download aria-hidden="true" />
        Download
      </a>
    </header>
  )
}

function Content({ artifact }: { readonly artifact: Artifact }) {
  const kind = toPreviewKind(artifact)
  if (artifact.sizeBytes === 0) return <p className="p-3 text-text-2">The file is empty.</p>
  if (kind === 'none') {
    return (
      <p className="p-3 text-text-2">There is no preview for this kind of file. Download it to open it.</p>
    )
  }
  if (kind === 'image') {
    return (
      <div className="grid min-h-0 flex-1 place-items-center overflow-auto p-3">
        <img alt={artifact.name} className="max-h-full max-w-full object-contain" src={artifact.href} />
      </div>
    )
  }
  return <TextContent artifact={artifact} kind={kind} />
}

interface TextContentProps {
  readonly artifact: Artifact
  readonly kind: keyof typeof previewBytes
}

function TextContent({ artifact, kind }: TextContentProps) {
  const bytes = previewBytes[kind]
  const { data, isError } = useQuery({
    queryKey: ['artifact-text', artifact.artifactId, bytes],
    queryFn: ({ signal }) => readText(artifact, { bytes, signal }),
    // A file that was stored never changes.
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (isError)
    return <ErrorLine className="m-3" text="The file could not be read. Try again, or download it." />
  if (data === undefined) return <Skeleton rowHeight={20} />
  return (
    <>
      <Drawn kind={kind} name={artifact.name} text={data} />
      {artifact.sizeBytes > bytes ? (
        <p className="shrink-0 border-t border-line px-3 py-1 text-12 text-text-2">
          The first {formatSize(bytes)} of {formatSize(artifact.sizeBytes)}; the download has all of it.
        </p>
      ) : null}
    </>
  )
}

interface DrawnProps {
  readonly kind: keyof typeof previewBytes
  readonly name: string
  readonly text: string
}

function Drawn({ kind, name, text }: DrawnProps) {
  switch (kind) {
    case 'json': {
      const json = parseJson(text)
      if (json === undefined) return <Plain name={name} text={text} />
      return <JsonTree className="min-h-0 flex-1 p-2" label={name} maxHeight="100%" value={json.value} />
    }
    case 'csv':
      return (
        <DataTable className="min-h-0 flex-1" label={name} maxHeight="100%" rows={parseCsv(text, csvRows)} />
      )
    case 'html':
      return <HtmlPreview html={text} name={name} />
    case 'markdown':
      return (
        <Suspense fallback={<Skeleton rowHeight={20} />}>
          <MarkdownPreview name={name} text={text} />
        </Suspense>
      )
    case 'text':
      return <Plain name={name} text={text} />
  }
}

function Plain({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
    <section aria-label={name} className="min-h-0 flex-1 overflow-auto bg-log-bg p-3" tabIndex={0}>
      <pre className="mono leading-[18px]">{text}</pre>
    </section>
  )
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

interface ReadOptions {
  readonly bytes: number
  readonly signal: AbortSignal
}

async function readText(artifact: Artifact, { bytes, signal }: ReadOptions): Promise<string> {
  const headers = artifact.sizeBytes > bytes ? { Range: `bytes=0-${bytes - 1}` } : undefined
  const answer = await fetch(artifact.href, { signal, ...(headers && { headers }) })
  if (!answer.ok) throw new Error(`The artifact could not be read: ${answer.status}`)
  return answer.text()
}
