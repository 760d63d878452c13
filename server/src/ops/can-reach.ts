import { statSync } from 'node:fs'
import { dirname } from 'node:path'

/** Whether every folder above the path lets the account through. */
export function canReach(account: { readonly uid: number; readonly gid: number }, path: string): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder)
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}
