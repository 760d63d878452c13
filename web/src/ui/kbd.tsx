import { Fragment } from 'react'
import { cx } from './class-names.ts'

/** `Ctrl+K` are keys held together, `G W` keys pressed one after the other. */
interface KeysProps {
  keys: string
  className?: string
}

const onApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent)

const appleNames: Record<string, string> = { Ctrl: '⌘', Alt: '⌥', Shift: '⇧' }

function nameOf(key: string): string {
  return onApple ? (appleNames[key] ?? key) : key
}

/** The keys held together; the plus key itself stands alone. */
function keysOf(step: string): readonly string[] {
  return step === '+' ? [step] : step.split('+')
}

/** The shortcut in one line of words, for buttons: `Ctrl Enter`. */
export function plainKeys(keys: string): string {
  return keysOf(keys).map(nameOf).join(' ')
}

export function Keys({ keys, className }: KeysProps) {
  return (
    <span className={cx('inline-flex items-center gap-0.5', className)}>
      {keys.split(' ').map((step, index) => (
        <Fragment key={`${step}${keys.slice(0, index)}`}>
          {index === 0 ? null : <span className="w-0.5" />}
          {keysOf(step).map((key) => (
            <kbd
              className="min-w-[18px] rounded-sm border border-line bg-surface px-1 text-center font-sans text-11 font-medium text-text-3"
              key={key}
            >
              {nameOf(key)}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  )
}
