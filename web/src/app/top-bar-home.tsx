import { Link } from '@tanstack/react-router'
import { Mark } from '../ui/mark.tsx'

/** The mark at the start of a bar that spans the window: it leads to the list. */
export function TopBarHome() {
  return (
    <Link
      aria-label="Heddle, all workflows"
      className="grid size-7 shrink-0 place-items-center rounded-md hover:bg-hover"
      to="/"
    >
      <Mark />
    </Link>
  )
}
