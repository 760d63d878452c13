import { ToggleGroup } from 'radix-ui'

type Mode = 'fixed' | 'fx'

interface ModeSwitchProps {
  readonly field: string
  readonly mode: Mode
  readonly onModeChange: (mode: Mode) => void
}

const segment =
  'h-[18px] px-1.5 text-11 text-text-3 first:rounded-l-[3px] last:rounded-r-[3px] hover:text-text data-[state=on]:bg-accent-soft data-[state=on]:font-medium data-[state=on]:text-accent'

/** `Fixed | fx`, small enough to stand in a label's line. */
export function ModeSwitch({ field, mode, onModeChange }: ModeSwitchProps) {
  return (
    <ToggleGroup.Root
      type="single"
      value={mode}
      aria-label={`Mode of ${field}`}
      className="inline-flex rounded-sm border border-line"
      onValueChange={(next) => {
        if (next === 'fixed' || next === 'fx') onModeChange(next)
      }}
    >
      <ToggleGroup.Item value="fixed" className={segment}>
        Fixed
      </ToggleGroup.Item>
      <ToggleGroup.Item value="fx" className={segment} aria-label="Expression">
        fx
      </ToggleGroup.Item>
    </ToggleGroup.Root>
  )
}
