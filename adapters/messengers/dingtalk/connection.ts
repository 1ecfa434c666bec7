import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Connection } from '../../../src/ports/messenger.ts';
import { createReconnecting } from '../../outbound/reconnecting.ts';
import type { Sleeper } from '../../outbound/sliding-window.ts';
import type { StreamClient } from './stream-client.ts';

/** Failed attempts after which waiting people should know. */
const downAfter = 5;

export interface LongConnection {
  /** Resolves once connected for the first time. @throws MessengerError on wrong credentials, or when stopped before */
  opened: Promise<void>;
  state(): Connection['state'];
  close(): void;
}

/**
 * Keeps one connection open until `close`. When the platform announces the end of one, the next is opened first and the old one
 * dropped then: what is pushed meanwhile is pushed once (facts/messengers §3.1).
 * @param parts.open makes one connection, fresh every time
 */
export function holdConnection(parts: { open: () => Promise<StreamClient>; sleeper: Sleeper }): LongConnection {
  const { open, sleeper } = parts;
  const opened = Promise.withResolvers<void>();
  let state: Connection['state'] = 'connecting';
  let current: StreamClient | null = null;
  let leaving: StreamClient | null = null;
  const reconnecting = createReconnecting();
  let closed = false;

  async function next(): Promise<StreamClient | null> {
    for (;;) {
      try {
        return await open();
      } catch (error) {
        if (closed) return null;
        if (error instanceof MessengerError && error.fault === 'refused') opened.reject(error);
        const pauseMs = reconnecting.failed();
        if (current === null) state = reconnecting.failures >= downAfter ? 'down' : 'connecting';
        await sleeper.sleep(Math.max(pauseMs, retryAfter(error)));
      }
    }
  }

  async function hold(): Promise<void> {
    while (!closed) {
      const client = await next();
      if (client === null || closed) {
        client?.close();
        return;
      }
      void leaving?.retire();
      leaving = null;
      current = client;
      state = 'connected';
      opened.resolve();
      const since = sleeper.now();
      const how = await client.over;
      current = null;
      if (closed) return;
      const pauseMs = reconnecting.ended(sleeper.now() - since);
      if (how === 'leaving') {
        // Still able to carry answers, and to bring what was on its way.
        leaving = client;
        if (reconnecting.failures <= 1) continue;
      } else state = 'connecting';
      await sleeper.sleep(pauseMs);
    }
  }

  // The sleeper rejects when the adapter stops.
  void hold().catch(() => undefined);
  opened.promise.catch(() => undefined);

  return {
    opened: opened.promise,
    state: () => (closed ? 'idle' : state),
    close() {
      closed = true;
      current?.close();
      leaving?.close();
      opened.reject(new MessengerError('unreachable', 'stopped before DingTalk was reached'));
    },
  };
}

function retryAfter(error: unknown): number {
  return error instanceof MessengerError ? (error.retryAfterMs ?? 0) : 0;
}
