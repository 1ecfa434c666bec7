import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { MessengerFault } from '../../../src/ports/messenger.ts';

/** Platform code → what the outbox can do about it. Source: facts/messengers §2.3.7, §5.1. */
const faults: Record<number, MessengerFault> = {
  99991400: 'throttled', // limit of the app, see appWideLimit
  230020: 'throttled', // limit of a chat, a person or a message
  230049: 'throttled', // still being sent
  230011: 'gone', // recalled
  230110: 'gone', // deleted
  230031: 'gone', // older than 14 days
  230054: 'gone', // this kind of message cannot be edited
  230075: 'gone', // edit window over
  230022: 'content', // sensitive words
  230028: 'content', // data-loss prevention
};

/** The one limit that concerns every chat; all others are of one chat, person or message. */
export const appWideLimit = '99991400';

/** Editing a message that is not ours, or was never there, is answered with these: a fresh card is the way out. */
const goneWhenEditing = new Set([230001, 230072]);

/** The platform no longer accepts our tenant token (facts/messengers §2.3.7). */
const tokenRefused = new Set([99991661, 99991663, 99991664, 99991668, 99991671]);

/** Refusals of the card itself, and the drawing that may pass: counted as too long, or JSON the platform does not know. */
export const redrawAs = new Map<string, 'small' | 'plain'>([
  ['230025', 'small'],
  ['230099', 'plain'],
]);

/** Codes of a reply whose target cannot be replied to: recalled, deleted, threads or encryption in the way. */
export const replyTargetUnusable = new Set(['230011', '230110', '230071', '230072', '230075']);

const refusal = z.object({ code: z.number(), msg: z.string().optional() });

const httpFailure = z.object({
  response: z.object({
    status: z.number(),
    data: z.unknown(),
    headers: z
      .unknown()
      .transform((headers) => new Map(Object.entries(headers ?? {}).map(([key, value]) => [key.toLowerCase(), String(value)]))),
  }),
});

export interface Refusal {
  code: number;
  message: string;
  /** HTTP status, 200 when only the body refused. */
  status: number;
  retryAfterMs?: number;
}

/** Reads `{code, msg}` of an answer that arrived with HTTP 200; null when it was accepted. */
export function readRefusal(body: unknown): Refusal | null {
  const read = refusal.safeParse(body);
  if (!read.success || read.data.code === 0) return null;
  return { code: read.data.code, message: read.data.msg ?? '', status: 200 };
}

/** Reads what the SDK threw: an axios error with a response, or null when no answer arrived at all. */
export function readHttpFailure(error: unknown): Refusal | null {
  const read = httpFailure.safeParse(error);
  if (!read.success) return null;
  const { status, data, headers } = read.data.response;
  const body = refusal.safeParse(data);
  const resetSeconds = Number(headers.get('x-ogw-ratelimit-reset') ?? headers.get('retry-after'));
  return {
    code: body.success ? body.data.code : 0,
    message: body.success ? (body.data.msg ?? '') : `HTTP ${status}`,
    status,
    retryAfterMs: resetSeconds > 0 ? resetSeconds * 1_000 : undefined,
  };
}

export function isTokenRefusal(refused: Refusal): boolean {
  return tokenRefused.has(refused.code);
}

/** @param subject `edit` when the call changes a message that exists already. */
export function toMessengerError(refused: Refusal, subject: 'edit' | 'other'): MessengerError {
  const fault = faultOf(refused, subject);
  const detail = { platformCode: String(refused.code || refused.status) };
  const message = `Feishu refused (${detail.platformCode}): ${refused.message}`;
  // 230020 carries no header; the documented advice is to wait at least one second.
  return new MessengerError(
    fault,
    message,
    fault === 'throttled' ? { ...detail, retryAfterMs: refused.retryAfterMs ?? 1_000 } : detail,
  );
}

function faultOf(refused: Refusal, subject: 'edit' | 'other'): MessengerFault {
  if (subject === 'edit' && goneWhenEditing.has(refused.code)) return 'gone';
  const known = faults[refused.code];
  if (known) return known;
  if (refused.status === 429) return 'throttled';
  return refused.status >= 500 ? 'unreachable' : 'refused';
}
