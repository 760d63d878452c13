/** Markdown as text with its structure. What it may hold besides is cleaned away: no scripts, no styles, no outside pictures. */
import DOMPurify from 'dompurify'
import { marked } from 'marked'
import { useMemo } from 'react'
import { cx } from '../../../ui/class-names.ts'
import { markdownLook } from '../../../ui/markdown-look.ts'

export function MarkdownPreview({ name, text }: { readonly name: string; readonly text: string }) {
  const html = useMemo(() => toSafeHtml(text), [text])
  return (
    <section
      aria-label={name}
      className={cx('min-h-0 flex-1 overflow-auto p-4', markdownLook)}
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
