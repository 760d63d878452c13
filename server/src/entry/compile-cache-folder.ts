/** Beside the packages: it goes when they go, and a folder that cannot be written is done without. */
import { join } from 'node:path'

export const compileCacheFolder = join(import.meta.dirname, '../../../node_modules/.cache/heddle-compiled')
