import { ArrowDownToLine, Download, Ellipsis, WrapText } from 'lucide-react'
import { formatCount } from '../../../ui/format-count.ts'
import { IconButton } from '../../../ui/icon-button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { SearchInput } from '../../../ui/search-input.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useRun } from '../run-context.ts'
import { downloadLogs } from './download-logs.ts'
import type { LogView } from './use-log-view.ts'

/** Search, one node or all, follow, wrap, download; in a narrow window the last ones fold into a menu. */
export function LogsTools({ view }: { readonly view: LogView }) {
  const { screen } = useRun()
  return (
    <>
      <Search view={view} />
      {view.chosenNode === null ? null : (
        <Segmented
          label="Lines of"
          onValueChange={(value) => screen.setOneNode(value === 'one')}
          options={[
            { value: 'all', label: 'All nodes' },
            { value: 'one', label: shorten(view.chosenNode) },
          ]}
          value={view.isOneNode ? 'one' : 'all'}
        />
      )}
      <WideTools view={view} />
      <NarrowTools view={view} />
    </>
  )
}

const longestName = 18

function shorten(name: string): string {
  return name.length <= longestName ? name : `${name.slice(0, longestName - 1)}…`
}

function Search({ view }: { readonly view: LogView }) {
  const { words, hits, at, goTo, setWords } = view
  return (
    <span className="flex items-center gap-2">
      <span className="text-12 whitespace-nowrap text-text-2 tabular-nums" role="status">
        {words === ''
          ? ''
          : hits.length === 0
            ? 'None'
            : `${formatCount(at + 1)} of ${formatCount(hits.length)}`}
      </span>
      <SearchInput
        className="w-48 max-[1199px]:w-32"
        label="Search in the logs"
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          event.preventDefault()
          goTo(event.shiftKey ? -1 : 1)
        }}
        onValueChange={setWords}
        placeholder="Search"
        value={words}
      />
    </span>
  )
}

function WideTools({ view }: { readonly view: LogView }) {
  const { model, screen } = useRun()
  return (
    <span className="flex items-center max-[1199px]:hidden">
      <IconButton
        keys="F"
        label="Follow the end"
        onClick={() => screen.setFollowing(!screen.isFollowing)}
        pressed={screen.isFollowing}
        size={24}
      >
        <ArrowDownToLine aria-hidden="true" />
      </IconButton>
      <IconButton
        label="Wrap long lines"
        onClick={() => view.setWrapped(!view.isWrapped)}
        pressed={view.isWrapped}
        size={24}
      >
        <WrapText aria-hidden="true" />
      </IconButton>
      <IconButton label="Download" onClick={() => downloadLogs(model.executionId, view.lines)} size={24}>
        <Download aria-hidden="true" />
      </IconButton>
    </span>
  )
}

function NarrowTools({ view }: { readonly view: LogView }) {
  const { model, screen } = useRun()
  return (
    <span className="min-[1200px]:hidden">
      <Menu
        entries={[
          {
            label: 'Follow the end',
            checked: screen.isFollowing,
            onSelect: () => screen.setFollowing(!screen.isFollowing),
          },
          {
            label: 'Wrap long lines',
            checked: view.isWrapped,
            onSelect: () => view.setWrapped(!view.isWrapped),
          },
          { label: 'Download', onSelect: () => downloadLogs(model.executionId, view.lines) },
        ]}
        trigger={
          <IconButton label="More for the logs" size={24}>
            <Ellipsis aria-hidden="true" />
          </IconButton>
        }
      />
    </span>
  )
}
