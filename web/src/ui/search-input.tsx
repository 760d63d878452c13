import { Search, X } from 'lucide-react'
import type { Ref } from 'react'
import type { ControlSize } from './button.tsx'
import { Keys } from './kbd.tsx'
import { TextInput } from './text-input.tsx'

interface SearchInputProps {
  value: string
  onValueChange: (value: string) => void
  label: string
  placeholder?: string
  keys?: string
  size?: ControlSize
  inputRef?: Ref<HTMLInputElement>
  className?: string
  onKeyDown?: (event: React.KeyboardEvent<HTMLInputElement>) => void
}

/** Escape first clears the words, then leaves the field. */
export function SearchInput(props: SearchInputProps) {
  const { value, onValueChange, label, placeholder, keys, size = 24, inputRef, className, onKeyDown } = props
  const clear = (
    <button
      aria-label="Clear the search"
      className="-mr-1 grid size-5 place-items-center rounded-sm hover:bg-hover hover:text-text"
      onClick={() => onValueChange('')}
      type="button"
    >
      <X aria-hidden="true" />
    </button>
  )
  return (
    <TextInput
      aria-label={label}
      {...(className === undefined ? {} : { className })}
      end={value === '' ? keys === undefined ? null : <Keys keys={keys} /> : clear}
      onChange={(event) => onValueChange(event.target.value)}
      onKeyDown={(event) => {
        onKeyDown?.(event)
        if (event.key !== 'Escape' || event.defaultPrevented) return
        event.preventDefault()
        if (value === '') event.currentTarget.blur()
        else onValueChange('')
      }}
      placeholder={placeholder}
      {...(inputRef === undefined ? {} : { ref: inputRef })}
      role="searchbox"
      size={size}
      start={<Search aria-hidden="true" />}
      value={value}
    />
  )
}
