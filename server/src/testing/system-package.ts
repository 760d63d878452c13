import { spawnSync } from 'node:child_process'
import { findProgram as findProgramIn } from '../ops/find-program.ts'

/** The first of the programs that is on the PATH, as its full path. */
export function findProgram(names: readonly string[]): string | null {
  return findProgramIn(names, process.env.PATH ?? '')
}

/** Installs Debian packages where that needs nobody's password: as root, on a machine with apt. */
export function installSystemPackages(names: readonly string[]): boolean {
  if (process.getuid?.() !== 0 || findProgram(['apt-get']) === null) return false
  const apt = (args: readonly string[]) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0
  const install = () => apt(['install', '-y', '-qq', '--no-install-recommends', ...names])
  return install() || (apt(['update', '-qq']) && install())
}
