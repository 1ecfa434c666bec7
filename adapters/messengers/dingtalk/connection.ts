import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Connection } from '../../../src/ports/messenger.ts';
import type { Sleeper } from '../../outbound/sliding-window.ts';
import type { StreamClient } from './stream-client.ts';

/** First and longest wait before a new attempt (facts/messengers §5.7). */
const backoff = { firstMs: 100, longestMs: 30_000 };
/** A connection that lasted this long was a good one; shorter ones count as failed, or a flapping platform would be stormed. */
const steadyMs = 10_000;
/**
 * After six quick attempts one in about five seconds, so that an outage of a minute and a half is over five seconds after it ended;
 * a longer one costs an attempt in up to thirty. Always fewer than 20 a minute: each is a call of the month, and storms end in bans
 * (§3.1, §3.7).
 */
const steps = { quick: 6, steady: 24, steadyMs: 4_900, steadyJitterMs: 200 };
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
  let failures = 0;
  let closed = false;

  async function next(): Promise<StreamClient | null> {
    for (;;) {
      try {
        return await open();
      } catch (error) {
        if (closed) return null;
        if (error instanceof MessengerError && error.fault === 'refused') opened.reject(error);
        failures += 1;
        if (current === null) state = failures >= downAfter ? 'down' : 'connecting';
        await sleeper.sleep(Math.max(pause(), retryAfter(error)));
      }
    }
  }

  /** Jitter: the processes of one app do not come back at the same instant. */
  function pause(): number {
    const jittered = Math.random() * Math.min(backoff.longestMs, backoff.firstMs * 2 ** failures);
    if (failures < steps.quick) return jittered;
    const steady = steps.steadyMs - Math.random() * steps.steadyJitterMs;
    return failures < steps.steady ? steady : Math.max(jittered, steady);
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
      failures = sleeper.now() - since > steadyMs ? 0 : failures + 1;
      if (how === 'leaving') {
        // Still able to carry answers, and to bring what was on its way.
        leaving = client;
        if (failures <= 1) continue;
      } else state = 'connecting';
      await sleeper.sleep(pause());
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
