import { useState } from 'react'
import { Segmented } from '../../ui/segmented.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import type { EditorProps } from './editor-props.ts'

const unitMs = { s: 1000, min: 60_000, h: 3_600_000 }
type Unit = keyof typeof unitMs

function unitOf(ms: number | null): Unit {
  if (ms === null || ms % unitMs.min !== 0) return 's'
  return ms % unitMs.h === 0 ? 'h' : 'min'
}

/** Runs that took longer than this. */
export function OverEditor({ filters, onChange }: EditorProps) {
  const [unit, setUnit] = useState(unitOf(filters.overMs))
  const [text, setText] = useState(filters.overMs === null ? '' : String(filters.overMs / unitMs[unit]))
  const apply = (nextText: string, nextUnit: Unit) => {
    setText(nextText)
    setUnit(nextUnit)
    const value = Number(nextText)
    const overMs = value > 0 && Number.isFinite(value) ? Math.round(value * unitMs[nextUnit]) : null
    onChange({ ...filters, overMs })
  }
  return (
    <div className="flex items-center gap-2">
      <span>Over</span>
      <TextInput
        aria-label="Length"
        className="max-w-20"
        inputMode="decimal"
        onChange={(event) => apply(event.target.value, unit)}
        size={24}
        value={text}
      />
      <Segmented
        label="Unit"
        onValueChange={(next) => apply(text, next)}
        options={[
          { value: 's', label: 's' },
          { value: 'min', label: 'min' },
          { value: 'h', label: 'h' },
        ]}
        value={unit}
      />
    </div>
  )
}
