import type { Context } from 'hono';
import type * as z from 'zod';
import { GengfuError } from '../errors.ts';

/** The request's JSON body, checked. @throws GengfuError not_json | invalid_input naming the first field that is wrong */
export async function readJson<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await c.req.json().catch((cause: unknown) => {
    throw new GengfuError(
      'not_json',
      {},
      { cause, message: 'the body is not JSON; send an object with content-type application/json' },
    );
  });
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join('.');
  const fault = given(body, issue.path) === undefined ? 'is missing' : `cannot be used: ${issue.message}`;
  throw new GengfuError(
    'invalid_input',
    { field },
    { message: `${field || 'the body'} ${fault}. README lists the fields of each request` },
  );
}

/** What stands at a path of the body; undefined where nothing does. */
const given = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    body,
  );
