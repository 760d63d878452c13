/** Markdown of a person; the text itself until what reads it is loaded. */
import { lazy, Suspense } from 'react'
import { cx } from './class-names.ts'
import { loadPart } from './load-part.ts'

const View = lazy(() =>
  loadPart(() => import('./markdown-text-view.tsx')).then((module) => ({ default: module.MarkdownTextView })),
)

export function MarkdownText({ text, className }: { readonly text: string; readonly className: string }) {
  return (
    <Suspense fallback={<p className={cx('whitespace-pre-wrap', className)}>{text}</p>}>
      <View className={className} text={text} />
    </Suspense>
  )
}
