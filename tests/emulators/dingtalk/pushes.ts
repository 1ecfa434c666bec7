import type { Ack, Frame, Sockets } from './sockets.ts';
import { newId } from './world.ts';
import type { World } from './world.ts';

export const topics = {
  robot: '/v1.0/im/bot/messages/get',
  card: '/v1.0/card/instances/callback',
} as const;

/** The answer to a card callback counts for two seconds (facts/messengers §0.3). */
export const cardAnswerMs = 2_000;
/** The SDK's own comment names about 60 s without an ack before a push comes again (§0.3). */
const eventAnswerMs = 60_000;
/** How often is not in the facts. */
const eventAttempts = 4;

export interface PushOutcome {
  /** `headers.messageId`, the inbound dedupe key (§0.3). */
  eventId: string;
  /** Acknowledged with code 200, and for events not with LATER. */
  acked: boolean;
  attempts: number;
}

export class Pushes {
  readonly #world: World;
  readonly #sockets: Sockets;
  readonly #factor: number;
  readonly #messageAckMs: number;
  readonly #sent = new Map<string, Frame>();
  #stopped = false;

  /** @param parts.repushFactor shrinks the time between two attempts; `messageAckMs` is how long a robot message looks for its ack. */
  constructor(parts: { world: World; sockets: Sockets; repushFactor: number; messageAckMs: number }) {
    this.#world = parts.world;
    this.#sockets = parts.sockets;
    this.#factor = parts.repushFactor;
    this.#messageAckMs = parts.messageAckMs;
  }

  /** Fire and forget: pushed once, the ack is diagnostic (§3.2). */
  message(data: unknown): Promise<PushOutcome> {
    return this.#once(this.#keep('CALLBACK', topics.robot, data));
  }

  /** Pushed again while nobody acknowledges it or the ack says LATER (§3.2). */
  event(eventType: string, data: unknown): Promise<PushOutcome> {
    const headers = {
      eventType,
      eventId: newId('ev-'),
      eventCorpId: this.#world.corpId,
      eventBornTime: String(Date.now()),
      eventUnifiedAppId: '1305d5f5-38c7-4c54-a9d4-1d0a2c3b4e5f',
    };
    return this.#untilAcked(this.#keep('EVENT', '*', data, headers));
  }

  /** One attempt; null = no answer in time. */
  async card(data: unknown): Promise<{ eventId: string; ack: Ack | null }> {
    const frame = this.#keep('CALLBACK', topics.card, data);
    return { eventId: frame.messageId, ack: await this.#sockets.push(frame, cardAnswerMs) };
  }

  /** The same frame once more, as duplicates come. */
  repeat(eventId: string): Promise<PushOutcome> {
    const frame = this.#sent.get(eventId);
    if (!frame) throw new Error(`nothing was pushed as ${eventId}`);
    return frame.type === 'EVENT' ? this.#untilAcked(frame) : this.#once(frame);
  }

  /** What was pushed so far, oldest first. */
  payloads(): Record<string, unknown>[] {
    return [...this.#sent.values()].map(({ data }) => JSON.parse(data) as Record<string, unknown>);
  }

  #keep(type: Frame['type'], topic: string, data: unknown, headers?: Record<string, string>): Frame {
    const frame = { type, topic, messageId: newId('push-'), data: JSON.stringify(data), ...(headers ? { headers } : {}) };
    this.#sent.set(frame.messageId, frame);
    return frame;
  }

  async #once(frame: Frame): Promise<PushOutcome> {
    const ack = await this.#sockets.push(frame, this.#messageAckMs);
    return { eventId: frame.messageId, acked: ack?.code === 200, attempts: 1 };
  }

  async #untilAcked(frame: Frame): Promise<PushOutcome> {
    const waitMs = eventAnswerMs * this.#factor;
    for (let attempts = 1; ; attempts += 1) {
      const since = performance.now();
      const ack = await this.#sockets.push(frame, waitMs);
      const acked = ack?.code === 200 && (ack.data as { status?: string } | undefined)?.status === 'SUCCESS';
      if (acked || attempts === eventAttempts || this.#stopped) return { eventId: frame.messageId, acked, attempts };
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, waitMs - (performance.now() - since))).unref());
    }
  }

  stop(): void {
    this.#stopped = true;
  }
}
