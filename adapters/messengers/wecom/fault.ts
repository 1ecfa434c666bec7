import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { MessengerFault } from '../../../src/ports/messenger.ts';

/** Codes that the rest of the adapter tells apart. Source of all: facts/messengers §4.2, §4.6, §5.1. */
export const codes = {
  taskIdUsed: '42014',
  badBot: '853000',
  badType: '40008',
  /** Ours: the message left and nothing came back, so it may have arrived. */
  noAck: 'no-ack',
} as const;

const faults: Record<number, MessengerFault> = {
  [-1]: 'unreachable', // busy
  45009: 'throttled',
  846605: 'gone', // the req_id takes no answer any more
  846608: 'gone', // the stream is over
};

/**
 * The platform says nothing about how long. A turn of the minute comes free every 2 s at full speed; longer, and urgent
 * cards wait for nothing; shorter, and the refusals go on.
 */
const throttleMs = 5_000;

/** What a person can do about a refusal, where the platform's own words would not help. */
const advice: Record<number, string> = {
  93006: 'WeCom does not let the bot write there: add the bot to the group and @ the bot once in this group',
  853000: 'WeCom does not know this bot id and secret',
  40001: 'WeCom does not accept the corp secret',
  60020: 'WeCom does not accept calls from this address: add it to the trusted IPs of the app',
  93000: 'WeCom does not know this webhook key',
};

const refusal = z.object({ errcode: z.number(), errmsg: z.string().optional() });

/** A refusal in a body that arrived; null when it was accepted. */
export function readRefusal(body: unknown): { code: number; message: string } | null {
  const read = refusal.safeParse(body);
  if (!read.success || read.data.errcode === 0) return null;
  return { code: read.data.errcode, message: (read.data.errmsg ?? '').slice(0, 200) };
}

export function refused({ code, message }: { code: number; message: string }): MessengerError {
  const fault = faults[code] ?? 'refused';
  return new MessengerError(fault, advice[code] ?? `WeCom refused (${code}): ${message}`, {
    platformCode: String(code),
    ...(fault === 'throttled' ? { retryAfterMs: throttleMs } : {}),
  });
}

/** Whatever the SDK rejected with: the frame of a refusing ack, which is no Error, or an Error without any code (§4.1). */
export function toMessengerError(reason: unknown): MessengerError {
  if (reason instanceof MessengerError) return reason;
  const read = readRefusal(reason);
  if (read) return refused(read);
  const message = reason instanceof Error ? reason.message : '';
  // `Reply ack timeout (5000ms) …` and `…, reply for reqId: … cancelled` come after the frame left; others before.
  const left = /ack timeout|cancelled/.test(message);
  const code = /errcode"?[=:]\s*(-?\d+)/.exec(message)?.[1];
  if (code) return refused({ code: Number(code), message: '' });
  return new MessengerError(
    'unreachable',
    left ? 'WeCom did not confirm' : 'WeCom is not connected',
    left ? { platformCode: codes.noAck } : {},
  );
}

/** The message may have arrived although nobody confirmed it. */
export function isInDoubt(error: unknown): boolean {
  return error instanceof MessengerError && error.platformCode === codes.noAck;
}
