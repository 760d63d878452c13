import { type Logger as PinoLogger, pino } from 'pino'

/** What every part is handed. Each line is an object with an `event` in snake_case. */
export type Logger = PinoLogger

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'

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
    pino.destination(2),
  )
}
