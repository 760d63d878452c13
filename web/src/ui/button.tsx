import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { cx } from './class-names.ts'
import { plainKeys } from './kbd.tsx'

export type ButtonVariant = 'default' | 'primary' | 'quiet' | 'danger' | 'danger-solid' | 'link'
export type ControlSize = 28 | 24

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  variant?: ButtonVariant
  size?: ControlSize
  icon?: ReactNode
  /** The shortcut shown after the words, as `Ctrl+Enter`. */
  keys?: string
  /** Work under way: the arc turns in place of the icon and presses are ignored. */
  pending?: boolean
  ref?: Ref<HTMLButtonElement>
}

const frame =
  'inline-flex shrink-0 items-center justify-center gap-1.5 border font-medium whitespace-nowrap select-none rounded-md ' +
  'disabled:text-text-3 disabled:bg-hover disabled:border-line aria-disabled:text-text-3'

const look: Record<ButtonVariant, string> = {
  default: 'bg-surface border-line-strong text-text hover:bg-hover [&_svg]:text-text-2',
  primary:
    'bg-accent-fill border-accent-fill text-accent-fg hover:bg-accent-fill-hover hover:border-accent-fill-hover',
  quiet:
    'border-transparent text-text-2 hover:bg-hover hover:text-text disabled:bg-transparent disabled:border-transparent',
  danger: 'bg-surface border-line-strong text-st-failed hover:bg-hover',
  'danger-solid': 'bg-st-failed border-st-failed text-surface hover:opacity-90',
  link: 'border-transparent text-accent underline-offset-2 hover:underline',
}

const measure: Record<ControlSize, string> = {
  28: 'h-7 px-2.5 [&_svg]:size-3.5',
  24: 'h-6 px-2 text-12 [&_svg]:size-3.5',
}

/** The same look for a link: `<Link className={buttonClass('primary')}>`. */
export function buttonClass(variant: ButtonVariant = 'default', size: ControlSize = 28): string {
  return cx(frame, look[variant], variant === 'link' ? 'h-6 [&_svg]:size-3.5' : measure[size])
}

export function Button(props: ButtonProps) {
  const { variant = 'default', size = 28, icon, keys, pending = false, className, children, ...rest } = props
  const { onClick, ...attributes } = rest
  return (
    <button
      type="button"
      {...attributes}
      aria-busy={pending || undefined}
      aria-keyshortcuts={keys?.replaceAll(' ', '')}
      className={cx(buttonClass(variant, size), className)}
      onClick={pending ? undefined : onClick}
    >
      {pending ? <TurningArc /> : icon}
      {children}
      {keys === undefined ? null : (
        <span aria-hidden="true" className="ml-0.5 text-12 font-normal opacity-85">
          {plainKeys(keys)}
        </span>
      )}
    </button>
  )
}

function TurningArc() {
  return (
    <svg aria-hidden="true" className="spin" fill="none" viewBox="0 0 16 16">
      <circle cx="8" cy="8" opacity="0.3" r="5.5" stroke="currentColor" strokeWidth="2" />
      <path d="M8 2.5A5.5 5.5 0 0 1 13.5 8" stroke="currentColor" strokeLinecap="round" strokeWidth="2" />
    </svg>
  )
}
