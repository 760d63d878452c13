/** Numbers of bytes as words. */

const units = ['KB', 'MB', 'GB', 'TB']

/** `312 B`, `2.4 KB`, `18 MB`: a tenth below ten, whole numbers above; 1 KB is 1,024 bytes. */
export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${Math.max(0, Math.round(bytes))} B`
  let value = bytes
  let unit = 'B'
  for (const next of units) {
    if (value < 1023.5) break
    value /= 1024
    unit = next
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)} ${unit}`
}
