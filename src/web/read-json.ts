import type { Context } from 'hono';
import type * as z from 'zod';
import { GengfuError } from '../errors.ts';

/** The request's JSON body, checked. @throws GengfuError not_json | invalid_input naming the first field that is wrong */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch((cause: unknown) => {
    throw new GengfuError('not_json', {}, { cause, message: 'the body is not JSON' });
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  throw new GengfuError(
    'invalid_input',
    { field: issue.path.join('.') },
    { message: `${issue.path.join('.') || 'body'}: ${issue.message}` },
  );
}
