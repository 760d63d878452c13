import type { WorkflowDocument } from '@heddle/core/definition/workflow-document.ts'
import { downloadText } from '../../ui/download-text.ts'

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
  downloadText(fileNameOf(document.name), `${JSON.stringify(document, null, 2)}\n`, 'application/json')
}
