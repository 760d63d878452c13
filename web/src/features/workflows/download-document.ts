import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'

/** `Nightly log report` becomes `nightly-log-report.json`. */
export function fileNameOf(name: string): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `${words === '' ? 'workflow' : words}.json`
}

/** Hands the document to the browser as a file. */
export function downloadDocument(document: WorkflowDocument): void {
  const url = URL.createObjectURL(
    new Blob([`${JSON.stringify(document, null, 2)}\n`], { type: 'application/json' }),
  )
  const link = window.document.createElement('a')
  link.href = url
  link.download = fileNameOf(document.name)
  link.click()
  URL.revokeObjectURL(url)
}
