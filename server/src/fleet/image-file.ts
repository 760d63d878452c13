/** Reads what the image gives every container: its entry point and its environment. */
import { z } from 'zod'

export interface ImageFile {
  readonly entryPoint: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

const entryPointSchema = z.array(z.string()).min(1)

/** Of the last stage; the others only build it. */
export function parseImageFile(text: string): ImageFile {
  const [, ...stages] = text.split(/^FROM /m)
  const instructions = (stages.at(-1) ?? '').replace(/\\\n/g, ' ').split('\n')
  const argumentsOf = (name: string) =>
    instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  const pairs = argumentsOf('ENV').flatMap((line) => [...line.matchAll(/(\w+)=(\S*)/g)])
  return {
    entryPoint: entryPointSchema.parse(JSON.parse(argumentsOf('ENTRYPOINT').at(-1) ?? '[]')),
    environment: Object.fromEntries(pairs.map(([, name = '', value = '']) => [name, value])),
  }
}
