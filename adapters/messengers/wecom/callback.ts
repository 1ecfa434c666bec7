import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import type { PassiveAnswer } from './reply-outlet.ts';
import { isFresh, isSigned, open, replayWindowMs, seal } from './verify.ts';
import type { CallbackSecrets, SignedCall, WecomCrypto } from './verify.ts';

/** Pushes are a few KB; files come as links. */
const maxBodyBytes = 1024 * 1024;

const outer = z.object({ encrypt: z.string().min(1) });

/** Takes the body of a verified push; resolves within 5 s with the answer, null for none (facts/messengers §4.3). */
export type Deliver = (body: unknown) => Promise<PassiveAnswer | null>;

/**
 * `GET` and `POST /hook/wecom`. Answers 401 to whatever is not proven to come from the platform, now and once; 503 before
 * the adapter has started.
 *
 * @param parts.running null until then
 * @param parts.now wall clock in milliseconds: timestamps are the platform's
 */
export function createCallback(parts: {
  secrets: CallbackSecrets;
  running: () => { deliver: Deliver; crypto: WecomCrypto } | null;
  now: () => number;
}): Hono {
  const { secrets, running, now } = parts;
  /** Signatures of calls that were taken, by the instant at which they would be stale anyway. */
  const taken = new Map<string, number>();

  function isReplay(signature: string): boolean {
    for (const [known, until] of taken) {
      if (until > now()) break;
      taken.delete(known);
    }
    return taken.has(signature);
  }

  /** The plaintext of a call, or why it is refused. */
  function unlock(context: Context, crypto: WecomCrypto, encrypted: string): { text: string } | { refused: string } {
    const query = (name: string) => context.req.query(name) ?? '';
    const call: SignedCall = {
      signature: query('msg_signature'),
      timestamp: query('timestamp'),
      nonce: query('nonce'),
      encrypted,
    };
    if (!isSigned(crypto, call, secrets.token)) return { refused: 'signature' };
    if (!isFresh(call.timestamp, now())) return { refused: 'stale' };
    if (isReplay(call.signature)) return { refused: 'replayed' };
    const text = open(crypto, encrypted, secrets);
    if (text === null) return { refused: 'unreadable' };
    taken.set(call.signature, now() + 2 * replayWindowMs);
    return { text };
  }

  return new Hono()
    .get('/hook/wecom', (context) => {
      const current = running();
      if (!current) return context.json({ error: 'starting' }, 503);
      const unlocked = unlock(context, current.crypto, context.req.query('echostr') ?? '');
      if ('refused' in unlocked) return context.json({ error: unlocked.refused }, 401);
      return context.text(unlocked.text);
    })
    .post('/hook/wecom', bodyLimit({ maxSize: maxBodyBytes }), async (context) => {
      const current = running();
      if (!current) return context.json({ error: 'starting' }, 503);
      const call = outer.safeParse(await context.req.json().catch(() => null));
      if (!call.success) return context.json({ error: 'unreadable' }, 401);
      const unlocked = unlock(context, current.crypto, call.data.encrypt);
      if ('refused' in unlocked) return context.json({ error: unlocked.refused }, 401);
      const body = parseJson(unlocked.text);
      if (body === undefined) return context.json({ error: 'shape' }, 400);
      const answer = await current.deliver(body);
      if (!answer) return context.body('');
      const nonce = randomBytes(8).toString('hex');
      return context.json(seal(current.crypto, JSON.stringify(answer), secrets, { now: now(), nonce }));
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
