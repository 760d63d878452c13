/** The shape of what comes: header, a few cards, inspector and dock. */
import { TopBarHome } from '../../app/top-bar-home.tsx'
import { Delayed } from '../../ui/skeleton.tsx'

const cards = [
  [45, 12],
  [28, 34],
  [62, 34],
  [20, 58],
  [38, 58],
  [62, 58],
]

export function LoadingRun() {
  return (
    <main aria-busy="true" className="flex min-w-0 flex-1 flex-col bg-surface" data-region>
      <div className="flex h-11 shrink-0 items-center border-b border-line px-3">
        <TopBarHome />
      </div>
      <Delayed>
        <p className="sr-only" role="status">
          Loading the run
        </p>
        <div aria-hidden="true" className="flex min-h-0 flex-1 flex-col">
          <div className="flex h-11 shrink-0 items-center gap-4 border-b border-line px-3">
            <Bar width={80} />
            <Bar width={140} />
            <Bar width={90} />
          </div>
          <div className="flex min-h-0 flex-1">
            <div className="relative flex-1 bg-canvas">
              {cards.map(([left, top]) => (
                <span
                  className="absolute h-14 w-46 rounded-lg border border-line bg-surface"
                  key={`${left}-${top}`}
                  style={{ left: `${left}%`, top: `${top}%` }}
                />
              ))}
            </div>
            <div className="flex w-76 flex-col gap-3 border-l border-line p-3 max-[1199px]:w-70">
              <Bar width={160} />
              <Bar width={220} />
              <Bar width={120} />
            </div>
          </div>
          <div className="h-64 shrink-0 border-t border-line" />
        </div>
      </Delayed>
    </main>
  )
}

function Bar({ width }: { readonly width: number }) {
  return <span className="h-2.5 rounded-sm bg-hover" style={{ width }} />
}
