import { encryptBody, signatureHeaders } from './callback-crypto.ts';
import type { Ack, Sockets } from './sockets.ts';

/** How events leave: over the long connections, or as calls to an address. */
export type Delivery = { mode: 'ws' } | { mode: 'http'; url: string; encryptKey?: string; verificationToken?: string };

/** The platform waits three seconds for every answer (facts/messengers §0.3). */
const answerWithinMs = 3_000;
/** Events that were not acknowledged come again; answers to taps are never asked for twice (§0.3, §2.2.2). */
const againAfterMs = [15_000, 5 * 60_000, 3_600_000, 6 * 3_600_000];

export interface PushOutcome {
  eventId: string;
  /** Acknowledged with code 200. */
  acked: boolean;
  attempts: number;
}

export class Pushes {
  readonly #sockets: Sockets;
  readonly #factor: number;
  readonly #timers = new Map<NodeJS.Timeout, () => void>();
  delivery: Delivery;

  /** @param factor shrinks the times between two attempts. */
  constructor(sockets: Sockets, delivery: Delivery, factor: number) {
    this.#sockets = sockets;
    this.delivery = delivery;
    this.#factor = factor;
  }

  /** Pushes until it is acknowledged or the four repetitions are used up. */
  async event(event: { header: { event_id: string } }): Promise<PushOutcome> {
    for (let attempts = 1; ; attempts += 1) {
      const ack = await this.once(event);
      const acked = ack?.code === 200;
      const wait = againAfterMs[attempts - 1];
      if (acked || wait === undefined) return { eventId: event.header.event_id, acked, attempts };
      await this.#sleep(wait * this.#factor);
    }
  }

  /** One attempt; null = no answer in time. */
  once(event: unknown): Promise<Ack | null> {
    return this.delivery.mode === 'ws' ? this.#sockets.push(event, answerWithinMs) : call(this.delivery, event);
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#timers.delete(timer);
        resolve();
      }, ms);
      timer.unref();
      this.#timers.set(timer, resolve);
    });
  }

  stop(): void {
    for (const timer of this.#timers.keys()) clearTimeout(timer);
  }
}

async function call(target: Extract<Delivery, { mode: 'http' }>, event: unknown): Promise<Ack | null> {
  const json = JSON.stringify(event);
  const body = target.encryptKey ? encryptBody(json, target.encryptKey) : json;
  const signed = target.encryptKey ? signatureHeaders(body, target.encryptKey) : {};
  try {
    const response = await fetch(target.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...signed },
      body,
      signal: AbortSignal.timeout(answerWithinMs),
    });
    const data: unknown = await response.json();
    return { code: response.status, data };
  } catch {
    return null;
  }
}
