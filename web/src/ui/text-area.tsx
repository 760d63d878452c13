import type { Ref, TextareaHTMLAttributes } from 'react'
import { cx } from './class-names.ts'

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  invalid?: boolean
  mono?: boolean
  ref?: Ref<HTMLTextAreaElement>
}

export function TextArea({ invalid = false, mono = false, className, ...rest }: TextAreaProps) {
  return (
    <textarea
      rows={4}
      spellCheck={false}
      {...rest}
      aria-invalid={invalid || undefined}
      className={cx(
        'block w-full resize-y rounded-md border bg-surface px-2 py-1 text-text disabled:border-line disabled:bg-hover disabled:text-text-3',
        invalid ? 'border-st-failed' : 'border-line-strong',
        mono && 'mono leading-[18px]',
        className,
      )}
    />
  )
}
