import { type Logger as PinoLogger, pino } from 'pino'

export type Logger = PinoLogger

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

/**
 * The log goes to stderr, so that stdout stays for what a person or a script asked for. JSON lines, except in a
 * terminal. It names ids, counts and reasons; personal data and secrets never.
 */
export async function createLogger(level: LogLevel): Promise<Logger> {
  if (!process.stderr.isTTY) return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }))
  const { default: pretty } = await import('pino-pretty')
  return pino({ level, base: null }, pretty({ destination: 2, sync: true, translateTime: 'SYS:HH:MM:ss.l' }))
}

/**
 * What the log may say of a defect: where it happened. Its message stays out, since those of PostgreSQL quote values; also
 * where it has lines that look like those of a stack.
 */
export function describeDefect(error: Error & { readonly code?: string }): Record<string, unknown> {
  const frames = error.stack
    ?.replace(error.message, '')
    .split('\n')
    .filter((line) => line.startsWith('    at '))
  return { name: error.name, code: error.code, frames }
}
