import type { ExecutionFilters } from './core/execution-filters.ts'

export interface EditorProps {
  filters: ExecutionFilters
  onChange: (next: ExecutionFilters) => void
}
