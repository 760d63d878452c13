import { TriangleAlert } from 'lucide-react'
import { Banner } from '../../ui/banner.tsx'
import { type Health, toPartTroubles } from './core/part-trouble.ts'

/** What is wrong with a part, in full: its place in the row is short. */
export function PartBanners({ health }: { health: Health }) {
  return toPartTroubles(health).map(({ name, what, detail }) => (
    <Banner
      className="border-b border-line pl-5"
      icon={<TriangleAlert aria-hidden="true" />}
      key={name}
      text={detail}
      title={`${name} ${what}.`}
      tone="warn"
    />
  ))
}
