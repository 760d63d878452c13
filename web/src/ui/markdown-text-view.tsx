/**
 * What a person wrote to another one: Markdown without any HTML of its own, which is shown as the text that it is, and
 * without pictures. Links lead to another window, and tell it nothing about this one.
 */
import DOMPurify from 'dompurify'
import { Marked, type Tokens } from 'marked'
import { useMemo } from 'react'
import { cx } from './class-names.ts'
import { markdownLook } from './markdown-look.ts'

const marked = new Marked({
  // A line is a line, as whoever wrote it saw it.
  breaks: true,
  renderer: {
    html: ({ text }: Tokens.HTML | Tokens.Tag) => escapeHtml(text),
    image: ({ text, href }) => escapeHtml(text || href),
    /** One level for all, below the heading of whoever shows it. */
    heading({ tokens }) {
      return `<h3>${this.parser.parseInline(tokens)}</h3>`
    },
  },
})

const allowed = {
  ALLOWED_TAGS: [
    ...['a', 'b', 'blockquote', 'br', 'code', 'del', 'em', 'h3', 'hr', 'li', 'ol', 'p', 'pre', 'strong'],
    ...['table', 'tbody', 'td', 'th', 'thead', 'tr', 'ul'],
  ],
  ALLOWED_ATTR: ['href', 'start'],
  ALLOWED_URI_REGEXP: /^(?:https?|mailto):/i,
}

export function MarkdownTextView({ text, className }: { readonly text: string; readonly className: string }) {
  const html = useMemo(() => toSafeHtml(text), [text])
  return (
    <div
      className={cx('[&>:first-child]:mt-0 [&_a]:break-all', markdownLook, className)}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: made of the tags above alone, and cleaned by DOMPurify
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

function toSafeHtml(text: string): string {
  const fragment = DOMPurify.sanitize(marked.parse(text, { async: false }), {
    ...allowed,
    RETURN_DOM_FRAGMENT: true,
  })
  for (const link of fragment.querySelectorAll('a')) {
    link.target = '_blank'
    link.rel = 'noopener noreferrer'
  }
  const holder = document.createElement('div')
  holder.append(fragment)
  return holder.innerHTML
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
