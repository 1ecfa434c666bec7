import { randomUUID } from 'node:crypto';
import { openAnswer, seal, tamper } from './callback-crypto.ts';
import type { CallbackSecrets, Sealed, Tampering } from './callback-crypto.ts';
import type { Node } from './frames.ts';

/** Where callbacks go, facts/messengers §4.3. */
export type CallbackTarget = CallbackSecrets & { url: string };

/** How events leave: over the long connection, or as calls to an address. A bot is set to one of them (§4.0). */
export type Delivery = { mode: 'ws' } | ({ mode: 'http' } & CallbackTarget);

/** What came back, null when nothing did in time. */
export interface CallbackAnswer {
  status: number;
  text: string;
  elapsedMs: number;
}

/** Calls an address as the platform does: encrypted JSON, signature in the query. */
export class Callbacks {
  readonly #sent = new Map<string, { sealed: Sealed; text: string }>();

  /** @returns the body of the passive answer, `empty`, or null when there was none that the platform can use. */
  async deliver(target: CallbackTarget, body: Node, withinMs: number): Promise<Node | 'empty' | null> {
    const text = JSON.stringify(body);
    const sealed = seal(target, text);
    this.#sent.set(String(body.msgid), { sealed, text });
    const answer = await send(target.url, sealed, withinMs);
    if (answer?.status !== 200) return null;
    if (answer.text === '') return 'empty';
    const opened = openAnswer(target, answer.text);
    return opened === null ? null : (JSON.parse(opened) as Node);
  }

  /** Sends a spoilt version of an earlier callback. */
  async tamper(target: CallbackTarget, eventId: string, how: Tampering, withinMs: number): Promise<CallbackAnswer | null> {
    const original = this.#sent.get(eventId);
    if (!original) throw new Error(`nothing was called back as ${eventId}`);
    return send(target.url, tamper(target, original, how), withinMs);
  }
}

/** Verifies an address as the console does when it is saved: the bare plaintext of `echostr`, within 1 s. */
export async function verifyAddress(
  target: CallbackTarget,
  withinMs: number,
): Promise<{ verified: boolean; answer: CallbackAnswer | null }> {
  const echo = randomUUID();
  const { query, encrypted } = seal(target, echo);
  const address = new URL(target.url);
  address.search = new URLSearchParams({ ...query, echostr: encrypted }).toString();
  const answer = await timed(() => fetch(address, { signal: AbortSignal.timeout(withinMs) }));
  return { verified: answer?.status === 200 && answer.text === echo, answer };
}

function send(url: string, { query, encrypted }: Sealed, withinMs: number): Promise<CallbackAnswer | null> {
  const address = new URL(url);
  address.search = new URLSearchParams(query).toString();
  return timed(() =>
    fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ encrypt: encrypted }),
      signal: AbortSignal.timeout(withinMs),
    }),
  );
}

async function timed(call: () => Promise<Response>): Promise<CallbackAnswer | null> {
  const start = performance.now();
  try {
    const response = await call();
    const text = await response.text();
    return { status: response.status, text, elapsedMs: performance.now() - start };
  } catch {
    return null;
  }
}
