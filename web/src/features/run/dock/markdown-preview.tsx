/** Markdown as text with its structure. What it may hold besides is cleaned away: no scripts, no styles, no outside pictures. */
import DOMPurify from 'dompurify'
import { marked } from 'marked'
import { useMemo } from 'react'

const look =
  'min-h-0 flex-1 overflow-auto p-4 [&_a]:text-accent [&_a]:underline [&_code]:mono [&_h1]:mt-3 [&_h1]:text-16 [&_h1]:font-semibold ' +
  '[&_h2]:mt-3 [&_h2]:text-14 [&_h2]:font-semibold [&_h3]:mt-2 [&_h3]:font-semibold [&_li]:ml-5 [&_ol>li]:list-decimal [&_p]:my-1.5 ' +
  '[&_pre]:my-2 [&_pre]:rounded-md [&_pre]:bg-hover [&_pre]:p-2 [&_table]:my-2 [&_td]:border [&_td]:border-line [&_td]:px-2 ' +
  '[&_th]:border [&_th]:border-line [&_th]:px-2 [&_ul>li]:list-disc'

export function MarkdownPreview({ name, text }: { readonly name: string; readonly text: string }) {
  const html = useMemo(() => toSafeHtml(text), [text])
  return (
    <section
      aria-label={name}
      className={look}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by DOMPurify above
      dangerouslySetInnerHTML={{ __html: html }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by keyboard
      tabIndex={0}
    />
  )
}

function toSafeHtml(text: string): string {
  const html = marked.parse(text, { async: false })
  return DOMPurify.sanitize(html, {
    FORBID_TAGS: ['style', 'form', 'input', 'button', 'img', 'video', 'audio', 'source', 'svg', 'math'],
    FORBID_ATTR: ['style', 'class', 'id'],
  })
}
