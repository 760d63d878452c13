/** A text field with a list of what there is. Any other text stays as it is typed: only a choice replaces it. */
import { Check, ChevronDown } from 'lucide-react'
import { Popover as Primitive } from 'radix-ui'
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react'
import { cx } from './class-names.ts'
import type { FieldControl } from './field.tsx'
import { matchOptions, type Suggestions, type SuggestOption } from './suggest-options.ts'
import { TextInput } from './text-input.tsx'

interface SuggestInputProps {
  readonly control: FieldControl
  /** The name of the list. */
  readonly label: string
  readonly value: string
  readonly onValueChange: (value: string) => void
  readonly suggestions: Suggestions
  readonly placeholder?: string | undefined
  readonly invalid?: boolean
  readonly mono?: boolean
}

interface OpenList {
  /** Opened to look around: what the field holds does not narrow it. */
  readonly showsAll: boolean
  /** Where the keys are; -1 before they go anywhere. */
  readonly active: number
}

/** More than anyone reads through: typing finds the rest. */
const maxShown = 50

export function SuggestInput(props: SuggestInputProps) {
  const { control, label, value, onValueChange, suggestions, ...look } = props
  const list = useSuggestList(props)
  const frame = useRef<HTMLSpanElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const isListed = list.isOpen && list.shown.length > 0
  return (
    <Primitive.Root onOpenChange={(isWanted) => !isWanted && list.close()} open={list.isOpen}>
      <Primitive.Anchor asChild>
        <span className="block" ref={frame}>
          <TextInput
            {...control}
            {...look}
            aria-activedescendant={list.activeId}
            aria-autocomplete="list"
            aria-controls={isListed ? list.id : undefined}
            aria-expanded={isListed}
            end={
              <OpenButton
                isOpen={list.isOpen}
                isReady={suggestions.options !== undefined}
                label={suggestions.openLabel}
                onPress={() => {
                  input.current?.focus()
                  list.toggle()
                }}
              />
            }
            onBlur={list.close}
            onChange={(event) => {
              onValueChange(event.target.value)
              list.follow()
            }}
            onKeyDown={list.onKeyDown}
            ref={input}
            role="combobox"
            value={value}
          />
        </span>
      </Primitive.Anchor>
      <ListPanel frame={frame} label={label}>
        {isListed ? (
          <div aria-label={label} id={list.id} role="listbox">
            {list.shown.map((option, index) => (
              <Option
                key={option.value}
                id={`${list.id}-${index}`}
                isActive={index === list.active}
                isHeld={option.value === value}
                onActive={() => list.moveTo(index)}
                onPick={() => list.pick(option)}
                option={option}
              />
            ))}
          </div>
        ) : null}
        <ListNote noneText={suggestions.noneText} of={list.matchCount} shown={list.shown.length} />
      </ListPanel>
    </Primitive.Root>
  )
}

/** What the list shows, and its keys. */
function useSuggestList({ value, onValueChange, suggestions }: SuggestInputProps) {
  const [list, setList] = useState<OpenList | null>(null)
  const id = useId()
  const options = suggestions.options ?? []
  const matches = list?.showsAll ? options : matchOptions(options, value)
  const shown = matches.slice(0, maxShown)
  const isOpen = list !== null && suggestions.options !== undefined
  const active = isOpen && list.active < shown.length ? list.active : -1

  const close = () => setList(null)
  const moveTo = (index: number) => setList((now) => now && { ...now, active: index })
  function open(showsAll: boolean, fallback: number) {
    const held = (showsAll ? options : matches).findIndex((option) => option.value === value)
    setList({ showsAll, active: held < 0 ? fallback : held })
  }
  function pick(option: SuggestOption) {
    onValueChange(option.value)
    close()
  }
  function onKeyDown(event: KeyboardEvent) {
    const { key, nativeEvent } = event
    if (nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    const picked = shown[active]
    if (key === 'ArrowDown' && !isOpen) open(false, 0)
    else if (!isOpen) return
    else if (key === 'ArrowDown') moveTo(Math.min(shown.length - 1, active + 1))
    else if (key === 'ArrowUp') moveTo(Math.max(0, active - 1))
    else if (key === 'Enter' && picked) pick(picked)
    else if (key === 'Enter' || key === 'Escape') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return {
    id,
    isOpen,
    shown,
    matchCount: matches.length,
    active,
    activeId: active < 0 ? undefined : `${id}-${active}`,
    close,
    moveTo,
    pick,
    onKeyDown,
    toggle: () => (isOpen ? close() : open(true, -1)),
    /** Shows what fits the text that is being typed. */
    follow: () => setList({ showsAll: false, active: -1 }),
  }
}

interface ListPanelProps {
  readonly label: string
  readonly frame: RefObject<HTMLElement | null>
  readonly children: ReactNode
}

/** The field keeps the focus and the keys: nothing in here takes them, and only a press elsewhere closes it from here. */
function ListPanel({ label, frame, children }: ListPanelProps) {
  const keep = (event: { preventDefault: () => void }) => event.preventDefault()
  return (
    <Primitive.Portal>
      {/* What is laid over the page is no part of its landmarks, and must stand in one of its own. */}
      <section aria-label={label}>
        <Primitive.Content
          align="start"
          className="pop-in z-50 max-h-[min(300px,var(--radix-popover-content-available-height))] w-[var(--radix-popover-trigger-width)] min-w-56 overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-pop"
          collisionPadding={8}
          onCloseAutoFocus={keep}
          onEscapeKeyDown={keep}
          onFocusOutside={keep}
          onMouseDown={keep}
          onOpenAutoFocus={keep}
          onPointerDownOutside={(event) => {
            if (event.target instanceof Node && frame.current?.contains(event.target)) event.preventDefault()
          }}
          role="presentation"
          sideOffset={6}
        >
          {children}
        </Primitive.Content>
      </section>
    </Primitive.Portal>
  )
}

interface OpenButtonProps {
  readonly label: string
  readonly isOpen: boolean
  readonly isReady: boolean
  readonly onPress: () => void
}

/** Not on the way of Tab: the arrow key does the same from within the field. */
function OpenButton({ label, isOpen, isReady, onPress }: OpenButtonProps) {
  return (
    <button
      aria-expanded={isOpen}
      aria-label={label}
      className="-mr-2 grid size-6 shrink-0 place-items-center rounded-sm text-text-2 hover:text-text disabled:text-text-3"
      disabled={!isReady}
      onClick={onPress}
      onMouseDown={(event) => event.preventDefault()}
      tabIndex={-1}
      type="button"
    >
      <ChevronDown aria-hidden="true" />
    </button>
  )
}

interface OptionProps {
  readonly id: string
  readonly option: SuggestOption
  readonly isActive: boolean
  readonly isHeld: boolean
  readonly onActive: () => void
  readonly onPick: () => void
}

function Option({ id, option, isActive, isHeld, onActive, onPick }: OptionProps) {
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isActive])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus and points here
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={isActive}
      className={cx(
        'relative flex h-7 items-center gap-2 rounded-sm pr-2 pl-7 select-none',
        isActive && 'bg-active',
      )}
      onClick={onPick}
      onPointerMove={isActive ? undefined : onActive}
    >
      {isHeld ? <Check aria-hidden="true" className="absolute left-2 size-3.5 text-text-2" /> : null}
      <span className="min-w-0 flex-1 truncate">{option.label}</span>
      <span className="shrink-0 text-12 text-text-3">{option.detail}</span>
    </div>
  )
}

function ListNote({
  noneText,
  shown,
  of,
}: {
  readonly noneText: string
  readonly shown: number
  readonly of: number
}) {
  if (shown > 0 && shown === of) return null
  return (
    <p className="px-2 py-1 text-12 text-text-3">
      {shown === 0 ? noneText : `${of - shown} more, found by typing`}
    </p>
  )
}
