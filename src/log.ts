import pino from 'pino';
import type { Logger } from 'pino';

/**
 * JSON lines on standard output. Buyers' words and secrets stay out: nothing logs a body or a row, errors carry their
 * name, code and stack without their data, and what looks like a credential is masked.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['*.secret', '*.password', '*.token', '*.authorization', 'secret', 'password', 'token'], censor: '***' },
      serializers: {
        err: (error: unknown) =>
          error instanceof Error
            ? { type: error.name, code: (error as { code?: unknown }).code, message: safeMessage(error), stack: frames(error) }
            : { type: typeof error },
      },
    },
    destination,
  );
}

/** Messages of database and parser errors quote what they choked on; only the first line is certain to be ours. */
const safeMessage = (error: Error): string =>
  error.name.startsWith('Prisma') || ['ZodError', 'SyntaxError'].includes(error.name)
    ? error.name
    : error.message.split('\n')[0]!.slice(0, 300);

const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .map((line) => line.trim());
