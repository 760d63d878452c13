/** A list of objects: a block of fields for each, which can be added, moved and removed. */
import { ArrowDown, ArrowUp, Plus, X } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { Button } from '../button.tsx'
import type { CodeCompletion } from '../code-editor-props.ts'
import { ErrorLine } from '../error-state.tsx'
import { IconButton } from '../icon-button.tsx'
import type { Suggestions } from '../suggest-options.ts'
import type { FieldPlan } from './field-plan.ts'
import { SchemaField } from './schema-field.tsx'

interface RowsFieldProps {
  readonly plan: FieldPlan
  /** What one of them is called. */
  readonly item: string
  readonly fields: readonly FieldPlan[]
  readonly value: unknown
  readonly onChange: (value: unknown) => void
  readonly errors: ReadonlyMap<string, string>
  readonly place: string | undefined
  readonly completions: readonly CodeCompletion[] | undefined
  readonly suggestions: Readonly<Record<string, Suggestions>> | undefined
}

type Row = Readonly<Record<string, unknown>>

export function RowsField(props: RowsFieldProps) {
  const { plan, item, value, onChange, errors } = props
  const rows = toRows(value)
  const noteId = useId()
  const list = useRef<HTMLFieldSetElement>(null)
  const [added, setAdded] = useState(0)
  useEffect(() => {
    if (added === 0) return
    const last = [...(list.current?.querySelectorAll('[data-row]') ?? [])].at(-1)
    last?.querySelector<HTMLElement>('input, textarea, [contenteditable="true"]')?.focus()
  }, [added])
  const set = (next: readonly Row[]) => onChange(next.length === 0 ? undefined : next)
  const isInside = [...errors.keys()].some((place) => place.startsWith(`${plan.name}.`))
  const error = isInside ? undefined : errors.get(plan.name)

  return (
    <fieldset ref={list} aria-label={plan.label} aria-describedby={noteId}>
      <div className="mb-1 flex h-5 items-center gap-1 text-12 font-medium text-text-2">
        {plan.label}
        {plan.required ? (
          <span aria-hidden="true" className="text-st-failed">
            *
          </span>
        ) : null}
      </div>
      {rows.length === 0 ? null : (
        <ol className="mb-2 grid grid-cols-[minmax(0,1fr)] divide-y divide-line rounded-md border border-line">
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other identity while they are written
            <li key={index} data-row className="p-2">
              <RowHead
                name={`${item} ${index + 1}`}
                isFirst={index === 0}
                isLast={index === rows.length - 1}
                onMove={(by) => set(rows.toSpliced(index, 1).toSpliced(index + by, 0, row))}
                onRemove={() => set(rows.toSpliced(index, 1))}
              />
              <RowFields {...props} row={row} index={index} onRow={(next) => set(rows.with(index, next))} />
            </li>
          ))}
        </ol>
      )}
      {error === undefined ? (
        <p className="mb-1 text-12 text-text-3" id={noteId}>
          {plan.help}
        </p>
      ) : (
        <div className="mb-1" id={noteId}>
          <ErrorLine text={error} />
        </div>
      )}
      <Button
        variant="quiet"
        size={24}
        icon={<Plus size={14} />}
        onClick={() => {
          set([...rows, {}])
          setAdded((count) => count + 1)
        }}
      >
        Add a {item.toLowerCase()}
      </Button>
    </fieldset>
  )
}

interface RowHeadProps {
  readonly name: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

function RowHead({ name, isFirst, isLast, onMove, onRemove }: RowHeadProps) {
  return (
    <div className="mb-1 flex items-center text-12 text-text-3">
      <span className="mr-auto">{name}</span>
      <IconButton label={`Move ${name} up`} size={24} disabled={isFirst} onClick={() => onMove(-1)}>
        <ArrowUp />
      </IconButton>
      <IconButton label={`Move ${name} down`} size={24} disabled={isLast} onClick={() => onMove(1)}>
        <ArrowDown />
      </IconButton>
      <IconButton label={`Remove ${name}`} size={24} onClick={onRemove}>
        <X />
      </IconButton>
    </div>
  )
}

interface RowFieldsProps extends RowsFieldProps {
  readonly row: Row
  readonly index: number
  readonly onRow: (row: Row) => void
}

function RowFields(props: RowFieldsProps) {
  const { plan, fields, row, index, onRow, errors, place, completions, suggestions } = props
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
      {fields.map((field) => {
        const at = `${plan.name}.${index}.${field.name}`
        const { [field.name]: _former, ...rest } = row
        return (
          <div key={field.name} data-field={place === undefined ? undefined : `${place}.${at}`}>
            <SchemaField
              plan={field}
              value={row[field.name]}
              onChange={(next) => onRow(next === undefined ? rest : { ...row, [field.name]: next })}
              error={errors.get(at)}
              completions={completions}
              suggestions={suggestions}
            />
          </div>
        )
      })}
    </div>
  )
}

function toRows(value: unknown): readonly Row[] {
  if (!Array.isArray(value)) return []
  return value.map((row) => (typeof row === 'object' && row !== null ? (row as Row) : {}))
}
