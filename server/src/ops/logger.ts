import { type Logger as PinoLogger, pino } from 'pino'

/** What every part is handed. Each line is an object with an `event` in snake_case. */
export type Logger = PinoLogger

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

/** What waits while standard error takes nothing; lines beyond are lost. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024

/**
 * Structured logs go to standard error, one JSON object a line, so that standard output carries only the
 * lines written for people. Credentials are cut out whatever part logs them.
 */
export function createLogger(level: LogLevel): Logger {
  return pino(
    {
      level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      // Whatever name an error is given under, its message and stack are written: by itself it would be `{}`.
      serializers: { error: pino.stdSerializers.err },
      redact: {
        paths: [
          'password',
          'token',
          'secret',
          'apiKey',
          '*.authorization',
          '*.cookie',
          '*.password',
          '*.token',
        ],
        censor: '[cut]',
      },
    },
    openStandardError(),
  )
}

/**
 * Lines that a full disk does not take are lost. They must not end the process, nor hold up its end: the library
 * would try to write them until they are written.
 */
function openStandardError(): ReturnType<typeof pino.destination> {
  const stream = pino.destination({ dest: 2, maxLength: MAX_WAITING_BYTES })
  const flushSync = stream.flushSync.bind(stream)
  stream.on('error', () => {
    stream.flushSync = () => undefined
  })
  stream.on('write', () => {
    stream.flushSync = flushSync
  })
  return stream
}
