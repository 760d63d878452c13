/** Starts a worker alone. Compiled code is kept between starts. */
import { enableCompileCache } from 'node:module'
import { compileCacheFolder } from './compile-cache-folder.ts'

enableCompileCache(compileCacheFolder)
await import('./run-worker-alone.ts')
