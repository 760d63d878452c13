/** What the sheet behind `?` shows. A key stands here once it works. */

export interface KeyGroup {
  where: string
  keys: readonly { keys: string; does: string }[]
}

export const keyGroups: readonly KeyGroup[] = [
  {
    where: 'Everywhere',
    keys: [
      { keys: 'Ctrl+K', does: 'Find or run' },
      { keys: '/', does: 'Search' },
      { keys: '?', does: 'These keys' },
      { keys: 'G W', does: 'Workflows' },
      { keys: 'G E', does: 'Executions' },
      { keys: 'G P', does: 'Approvals' },
      { keys: 'G A', does: 'Analytics' },
      { keys: 'G K', does: 'Workers' },
      { keys: 'G L', does: 'Limits' },
      { keys: 'Esc', does: 'One step back' },
      { keys: 'F6', does: 'Next region' },
    ],
  },
  {
    where: 'Lists',
    keys: [
      { keys: 'J', does: 'Next row, as the arrow does' },
      { keys: 'K', does: 'Row before' },
      { keys: 'Enter', does: 'Open' },
      { keys: 'Space', does: 'Choose' },
      { keys: 'N', does: 'New workflow' },
      { keys: 'F', does: 'Filter runs' },
      { keys: 'R', does: 'Retry the chosen runs' },
      { keys: 'D', does: 'Drain or undrain the worker' },
    ],
  },
  {
    where: 'Editor, nodes',
    keys: [
      { keys: 'Tab', does: 'Next node in run order' },
      { keys: 'Alt+↑', does: 'Move the chosen nodes by 8' },
      { keys: 'Shift+Alt+↑', does: 'Move them by 24' },
      { keys: 'A', does: 'Add a node after this one' },
      { keys: 'C', does: 'Connect' },
      { keys: 'Enter', does: 'Inspector' },
      { keys: 'F2', does: 'Rename' },
      { keys: 'Del', does: 'Delete' },
      { keys: 'Ctrl+G', does: 'Group' },
      { keys: 'N', does: 'Note' },
      { keys: 'O', does: 'Open the graph inside' },
      { keys: 'Shift+O', does: 'Back to the graph around' },
    ],
  },
  {
    where: 'Editor, changes',
    keys: [
      { keys: 'Ctrl+Z', does: 'Undo' },
      { keys: 'Shift+Ctrl+Z', does: 'Redo' },
      { keys: 'Ctrl+C', does: 'Copy' },
      { keys: 'Ctrl+X', does: 'Cut' },
      { keys: 'Ctrl+V', does: 'Paste' },
      { keys: 'Ctrl+D', does: 'Duplicate' },
      { keys: 'Ctrl+A', does: 'Choose all' },
    ],
  },
  {
    where: 'Editor, canvas',
    keys: [
      { keys: 'Ctrl+F', does: 'Find in the canvas' },
      { keys: 'L', does: 'Arrange' },
      { keys: '+', does: 'Zoom in' },
      { keys: '-', does: 'Zoom out' },
      { keys: '0', does: 'Zoom to 100 %' },
      { keys: '1', does: 'Fit' },
      { keys: 'Ctrl+Enter', does: 'Run' },
      { keys: 'Shift+Ctrl+P', does: 'Publish' },
    ],
  },
  {
    where: 'Run',
    keys: [
      { keys: 'P', does: 'Pause or resume' },
      { keys: 'X', does: 'Cancel, asks first' },
      { keys: 'R', does: 'Retry' },
      { keys: 'E', does: 'First error' },
      { keys: 'J', does: 'Next node in run order' },
      { keys: 'K', does: 'Node before' },
      { keys: 'Space', does: 'Replay, in the timeline' },
      { keys: ',', does: 'Event back' },
      { keys: '.', does: 'Event on' },
      { keys: 'L', does: 'Back to live, or to the end' },
      { keys: 'F', does: 'Follow the logs' },
      { keys: '1', does: 'Timeline' },
      { keys: '2', does: 'Logs' },
      { keys: '3', does: 'Events' },
      { keys: '4', does: 'Artifacts' },
    ],
  },
]
