import * as z from 'zod';

/**
 * Why an event could not be processed, in one line for a person: where it is wrong, never what stood there. Errors of
 * parsers and of the database quote what they choked on, so only their names are kept.
 */
export function describeFault(error: unknown): string {
  if (error instanceof z.ZodError) {
    const issue = error.issues[0]!;
    return `${issue.path.join('.') || 'body'}: ${issue.message}`.slice(0, 200);
  }
  if (!(error instanceof Error)) return 'failed without an error';
  if (error instanceof SyntaxError || error.name.startsWith('Prisma')) return error.name;
  return `${error.name}: ${error.message.split('\n')[0]!}`.slice(0, 200);
}
