import { createHash } from 'node:crypto';
import type * as z from 'zod';
import type { PolledEvent } from '../../../src/ports/marketplace.ts';

/** What we read ourselves, as it goes through the inbox: normalise tells them apart by `kind`. */
export type PolledBody =
  | { kind: 'message'; title: string; message: unknown }
  | { kind: 'order'; order: unknown; items: unknown }
  | { kind: 'after_sale'; reverse: unknown }
  | { kind: 'review'; review: unknown }
  | { kind: 'performance'; at: number; indicators: unknown; metrics: unknown };

export const polled = (name: string, body: PolledBody): PolledEvent => ({ externalId: name, body: JSON.stringify(body) });

/** Tells one state of a thing from the next, where the platform has no number for it. */
export const stateOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);

/** A cursor as it was handed back; null for none and for one that cannot be read, which begins anew. */
export function readCursor<T>(schema: z.ZodType<T>, cursor: string | null): T | null {
  if (cursor === null) return null;
  try {
    return schema.parse(JSON.parse(cursor));
  } catch {
    return null;
  }
}
