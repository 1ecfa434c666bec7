import * as z from 'zod';
import { parseExact } from '../../http/exact-json.ts';

export interface Notification {
  /** NotificationId; undefined where there is none. */
  id: string | undefined;
  type: string;
  /** Instant. */
  at: number;
  /** Names in lower case throughout. */
  payload: unknown;
}

const envelopeSchema = z.object({
  notificationtype: z.string().min(1),
  eventtime: z.string().optional(),
  payload: z.unknown().optional(),
  notificationmetadata: z.object({ notificationid: z.string().min(1).optional(), publishtime: z.string().optional() }).optional(),
});

/**
 * Reads a notification in either of its casings, PascalCase or camelCase, also as EventBridge wraps it (facts/marketplaces
 * §3.5). null when it is none.
 */
export function readEnvelope(text: string): Notification | null {
  let json: unknown;
  try {
    json = lowerNames(parseExact(text));
  } catch {
    return null;
  }
  const parsed = envelopeSchema.safeParse(isRecord(json) && isRecord(json.detail) ? json.detail : json);
  if (!parsed.success) return null;
  const { notificationtype: type, eventtime, notificationmetadata: metadata, payload } = parsed.data;
  const at = [eventtime, metadata?.publishtime].map((time) => Date.parse(time ?? '')).find((instant) => !Number.isNaN(instant));
  return { id: metadata?.notificationid, type, at: at ?? 0, payload };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function lowerNames(value: unknown, depth = 0): unknown {
  // Deeper than any notification; a hostile one must not exhaust the stack.
  if (depth > 40) return undefined;
  if (Array.isArray(value)) return value.map((item) => lowerNames(item, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name.toLowerCase(), lowerNames(item, depth + 1)]));
}
