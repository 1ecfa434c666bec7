import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { FeishuConfig } from './config.ts';
import { decrypt, isSigned, sameSecret } from './verify.ts';

/** Events are a few KB; the longest message text is 150 KB (facts/messengers §2.3.1). */
const maxBodyBytes = 1024 * 1024;

const outer = z.looseObject({ encrypt: z.string().optional() });
const challengeCall = z.object({ type: z.literal('url_verification'), challenge: z.string(), token: z.string().optional() });
const eventCall = z.looseObject({ schema: z.literal('2.0'), header: z.looseObject({ token: z.string().optional() }) });

/** Takes a verified event and returns what the platform shall get back; rejects when it shall push again. */
export type Deliver = (event: Record<string, unknown>) => Promise<unknown>;

/**
 * `POST /hook/feishu`. Ours, because the SDK's adapter never answers a bad body, checks the signature over re-serialised
 * JSON and never compares the verification token (facts/messengers §2.1, §5.1).
 *
 * Answers 401 to whatever is not proven to come from the platform, 503 before the adapter has started, 500 when the core
 * did not take the event. A replayed request carries the same `event_id`, which the core recognises.
 */
export function createCallback(config: FeishuConfig, deliver: () => Deliver | null): Hono {
  const { encryptKey, verificationToken } = config;
  const tokenMatches = (token: string | undefined) => !verificationToken || sameSecret(token ?? '', verificationToken);

  return new Hono().post('/hook/feishu', bodyLimit({ maxSize: maxBodyBytes }), async (context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    const call = open(body, encryptKey);
    if (!call) return context.json({ error: 'unreadable' }, 401);

    // Before the signature: the challenge is sent while the address is being saved, and without one.
    const challenge = challengeCall.safeParse(call);
    if (challenge.success) {
      if (!tokenMatches(challenge.data.token)) return context.json({ error: 'token' }, 401);
      return context.json({ challenge: challenge.data.challenge });
    }

    const header = (name: string) => context.req.header(`x-lark-${name}`) ?? '';
    const signature = { timestamp: header('request-timestamp'), nonce: header('request-nonce'), signature: header('signature') };
    if (encryptKey && !isSigned(body, signature, encryptKey)) return context.json({ error: 'signature' }, 401);

    const event = eventCall.safeParse(call);
    if (!event.success) return context.json({ error: 'shape' }, 400);
    if (!tokenMatches(event.data.header.token)) return context.json({ error: 'token' }, 401);

    const take = deliver();
    if (!take) return context.json({ error: 'starting' }, 503);
    try {
      const answer = await take(event.data);
      return context.json(typeof answer === 'object' && answer !== null ? answer : {});
    } catch {
      return context.json({ error: 'not taken' }, 500);
    }
  });
}

/** The JSON of a call in the clear; null when it is not JSON, or not encrypted although a key is set, or with another key. */
function open(body: Uint8Array, encryptKey: string | undefined): unknown {
  try {
    const read = outer.parse(JSON.parse(Buffer.from(body).toString('utf8')));
    if (!encryptKey) return read;
    return read.encrypt === undefined ? null : JSON.parse(decrypt(read.encrypt, encryptKey));
  } catch {
    return null;
  }
}
