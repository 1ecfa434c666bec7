import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { MessengerFault } from '../../../src/ports/messenger.ts';

/** A refusal of either API: a text code of `/v1.0/…`, or an `errcode` of the old one as text. */
export interface Refusal {
  code: string;
  message: string;
  /** HTTP status, 200 when only the body refused. */
  status: number;
}

/** Codes made up here for refusals that carry none. */
const ipBanned = 'ipBanned';
const unsuccessful = 'unsuccessful';

const secondMs = 1_000;
const minuteMs = 60_000;

/** Code → what the outbox can do about it, and how long to wait. Sources: facts/messengers §3.5, §3.6, §3.7. */
const faults: { code: RegExp; fault: MessengerFault; waitMs?: number; appWide?: true }[] = [
  { code: /ApiCountLimitForOrg$|^90020$/, fault: 'spent' },
  { code: /QpsLimit|^90018$|^90002$/, fault: 'throttled', waitMs: secondMs, appWide: true },
  { code: /^ipBanned$/, fault: 'throttled', waitMs: 5 * minuteMs, appWide: true },
  { code: /^(send\.too\.fast|too\.many\.(group|people)|send\.byToken\.tooFast)$/, fault: 'throttled', waitMs: secondMs },
  // A custom robot after its twentieth message in a minute (§3.6: ten minutes); the number is in no document.
  { code: /^130101$/, fault: 'throttled', waitMs: 10 * minuteMs },
  { code: /^param\.cardNotExist$/, fault: 'gone' },
  { code: /^param\.contentUnsafe$/, fault: 'content' },
  { code: /^(system\.busy|-1|15)$/, fault: 'unreachable' },
];

const tokenCodes = new Set(['InvalidAuthentication', '40014', '88']);

const newBody = z.object({ code: z.string(), message: z.string().optional() });
const oldBody = z.object({ errcode: z.number(), errmsg: z.string().optional() });

/** Reads how a call was refused; null when it was accepted. @param text the body as it came, for pages that are no JSON */
export function readRefusal(answer: { status: number; body: unknown; text: string }): Refusal | null {
  const { status, body, text } = answer;
  // The page of an IP ban comes as JSON or inside HTML, with any status (§3.7).
  if (/"status"\s*:\s*1111\b/.test(text)) return { code: ipBanned, message: 'this address is banned for some minutes', status };
  const old = oldBody.safeParse(body);
  if (old.success && old.data.errcode !== 0) return { code: String(old.data.errcode), message: old.data.errmsg ?? '', status };
  const renewed = newBody.safeParse(body);
  if (status >= 400) {
    if (renewed.success) return { code: renewed.data.code, message: renewed.data.message ?? '', status };
    return { code: String(status), message: `HTTP ${status}`, status };
  }
  if (z.object({ success: z.literal(false) }).safeParse(body).success)
    return { code: unsuccessful, message: 'success is false', status };
  return null;
}

/** Drop the token and try once more (§3.6). */
export const isTokenRefusal = (refused: Refusal): boolean => tokenCodes.has(refused.code);

/** Whether a limit concerns every chat; the others are of one chat or robot. */
export const isAppWide = ({ platformCode = '' }: MessengerError): boolean =>
  faults.some(({ code, appWide }) => appWide === true && code.test(platformCode));

export const cardExists = 'param.cardAlreadyExist';

export function toMessengerError(refused: Refusal): MessengerError {
  const known = faults.find(({ code }) => code.test(refused.code));
  const fault = known?.fault ?? byStatus(refused.status);
  // Refusals of parameters may quote them: a cut sentence says enough to whoever reads the log.
  const message = `DingTalk refused (${refused.code}): ${refused.message.slice(0, 80)}`;
  const retryAfterMs = fault === 'throttled' ? (known?.waitMs ?? secondMs) : undefined;
  return new MessengerError(fault, message, { platformCode: refused.code, ...(retryAfterMs ? { retryAfterMs } : {}) });
}

function byStatus(status: number): MessengerFault {
  if (status === 429) return 'throttled';
  return status >= 500 ? 'unreachable' : 'refused';
}
