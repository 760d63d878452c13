/** A small list at a point of the window, found in by typing: which node comes next, or which node to connect to. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type { Point } from '../../graph-view/graph-model.ts'
import { cx } from '../../ui/class-names.ts'
import { TextInput } from '../../ui/text-input.tsx'

export interface PickOption {
  readonly value: string
  readonly label: string
  readonly detail?: string | undefined
  readonly icon?: ReactNode
  /** Why it cannot be picked. */
  readonly refusal?: string | null
}

interface QuickPickProps {
  readonly label: string
  readonly at: Point
  readonly options: readonly PickOption[]
  readonly onPick: (value: string) => void
  readonly onClose: () => void
}

const size = { width: 260, height: 300 }

export function QuickPick({ label, at, options, onPick, onClose }: QuickPickProps) {
  const [words, setWords] = useState('')
  const [current, setCurrent] = useState(0)
  const frame = useRef<HTMLDivElement>(null)
  const listId = useId()
  const shown = useMemo(() => {
    const wish = words.trim().toLowerCase()
    return options.filter((option) => `${option.label} ${option.detail ?? ''}`.toLowerCase().includes(wish))
  }, [options, words])
  const active = shown[Math.min(current, shown.length - 1)]

  useEffect(() => {
    const close = (event: PointerEvent) => {
      if (event.target instanceof Node && !frame.current?.contains(event.target)) onClose()
    }
    document.addEventListener('pointerdown', close, true)
    return () => document.removeEventListener('pointerdown', close, true)
  }, [onClose])

  function onKeyDown(event: KeyboardEvent) {
    event.stopPropagation()
    if (event.key === 'ArrowDown') setCurrent((at) => Math.min(shown.length - 1, at + 1))
    else if (event.key === 'ArrowUp') setCurrent((at) => Math.max(0, at - 1))
    else if (event.key === 'Escape' || event.key === 'Tab') onClose()
    else if (event.key === 'Enter' && active && !active.refusal) onPick(active.value)
    else return
    event.preventDefault()
  }

  return (
    <div
      ref={frame}
      role="dialog"
      aria-label={label}
      className="pop-in fixed z-50 flex w-[260px] flex-col rounded-lg border border-line-strong bg-raised shadow-pop"
      style={{
        left: Math.max(8, Math.min(at.x, window.innerWidth - size.width - 8)),
        top: Math.max(8, Math.min(at.y, window.innerHeight - size.height - 8)),
      }}
    >
      <div className="p-2">
        <TextInput
          autoFocus
          role="combobox"
          aria-label={label}
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={active ? `${listId}-${active.value}` : undefined}
          placeholder={label}
          value={words}
          onChange={(event) => {
            setWords(event.target.value)
            setCurrent(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={listId} role="listbox" aria-label={label} className="max-h-[230px] overflow-y-auto px-1 pb-1">
        {shown.map((option) => (
          <PickRow
            key={option.value}
            id={`${listId}-${option.value}`}
            option={option}
            isActive={option === active}
            onPick={onPick}
          />
        ))}
        {shown.length === 0 ? <p className="px-2 py-1.5 text-12 text-text-3">Nothing matches</p> : null}
      </div>
    </div>
  )
}

interface PickRowProps {
  readonly id: string
  readonly option: PickOption
  readonly isActive: boolean
  readonly onPick: (value: string) => void
}

function PickRow({ id, option, isActive, onPick }: PickRowProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and points here
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={isActive}
      aria-disabled={option.refusal ? true : undefined}
      className={cx(
        'flex h-7 cursor-pointer items-center gap-2 rounded-sm px-2 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-text-2',
        isActive && 'bg-active',
        option.refusal && 'text-text-3',
      )}
      onClick={() => {
        if (!option.refusal) onPick(option.value)
      }}
    >
      {option.icon}
      <span className="min-w-0 flex-1 truncate font-medium">{option.label}</span>
      <span className="max-w-[110px] truncate text-11 text-text-3">{option.refusal ?? option.detail}</span>
    </div>
  )
}
