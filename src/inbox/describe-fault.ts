import * as z from 'zod';
import type { Texts } from '../texts/texts.ts';

/**
 * Why an event could not be processed, in one line for a person: where it is wrong, never what stood there. Errors of
 * parsers and of the database quote what they choked on, so only their names are kept.
 */
export function describeFault(error: unknown, texts: Texts): string {
  if (error instanceof z.ZodError) return describeIssue(error.issues[0]!, texts);
  if (!(error instanceof Error)) return 'failed without an error';
  if (error instanceof SyntaxError) return texts('parked.syntax');
  if (error.name.startsWith('Prisma')) return error.name;
  return `${error.name}: ${error.message.split('\n')[0]!}`.slice(0, 200);
}

function describeIssue({ code, path, message }: z.core.$ZodIssue, texts: Texts): string {
  const field = path.join('.').slice(0, 100) || 'body';
  switch (code) {
    case 'invalid_type':
      return texts(message.endsWith('received undefined') ? 'parked.missing' : 'parked.wrong_type', { field });
    case 'invalid_union':
    case 'invalid_value':
      return texts('parked.unknown_value', { field });
    case 'too_big':
    case 'too_small':
      return texts('parked.out_of_range', { field });
    default:
      return texts('parked.unfit', { field });
  }
}
