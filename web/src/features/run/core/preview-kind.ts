/** How a file is previewed, by its type and its name; the type that a script's file was given may be a plain one. */

export type PreviewKind = 'text' | 'json' | 'csv' | 'image' | 'html' | 'markdown' | 'none'

const byType: readonly (readonly [RegExp, PreviewKind])[] = [
  [/^image\/(png|jpeg|gif|webp|avif|bmp|svg\+xml)/, 'image'],
  [/^text\/html|^application\/xhtml/, 'html'],
  [/^text\/markdown/, 'markdown'],
  [/^text\/(csv|tab-separated-values)/, 'csv'],
  [/[/+]json\b/, 'json'],
  [/^text\/|[/+](xml|yaml|javascript|x-sh|x-ndjson)\b/, 'text'],
]

const byName: Readonly<Record<string, PreviewKind>> = {
  csv: 'csv',
  htm: 'html',
  html: 'html',
  json: 'json',
  log: 'text',
  markdown: 'markdown',
  md: 'markdown',
  ndjson: 'text',
  tsv: 'csv',
  txt: 'text',
  xml: 'text',
  yaml: 'text',
  yml: 'text',
}

/** Whole files are read up to here; of longer texts the beginning is shown. */
export const previewBytes: Record<Exclude<PreviewKind, 'none' | 'image'>, number> = {
  text: 512 * 1024,
  csv: 512 * 1024,
  json: 4 * 1024 * 1024,
  html: 4 * 1024 * 1024,
  markdown: 1024 * 1024,
}

/** The beginning of these says something; half a JSON or half a page does not. */
const mayBeCut: ReadonlySet<PreviewKind> = new Set(['text', 'csv'])

interface FileFacts {
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
}

export function toPreviewKind({ name, contentType, sizeBytes }: FileFacts): PreviewKind {
  const type = contentType.toLowerCase()
  const isPlain = type === '' || type.startsWith('application/octet-stream') || type.startsWith('text/plain')
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  const named = isPlain && Object.hasOwn(byName, extension) ? byName[extension] : undefined
  const kind = named ?? byType.find(([pattern]) => pattern.test(type))?.[1] ?? 'none'
  if (kind === 'none' || mayBeCut.has(kind)) return kind
  const most = kind === 'image' ? Number.POSITIVE_INFINITY : previewBytes[kind]
  return sizeBytes <= most ? kind : 'text'
}
