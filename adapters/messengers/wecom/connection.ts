import type { WSClient, WsFrame } from '@wecom/aibot-node-sdk';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Connection, Lease } from '../../../src/ports/messenger.ts';
import { createReconnecting } from '../../outbound/reconnecting.ts';
import type { WecomConfig } from './config.ts';
import { attempt } from './attempt.ts';
import { codes, refused } from './fault.ts';
import { pause } from './pause.ts';

/** Without the lease: time for it to be given at a start, no more. */
const idleWaitMs = 500;

export interface BotConnection {
  /** Resolves once the bot is subscribed for the first time. @throws MessengerError when refused or stopped before */
  opened: Promise<void>;
  state(): Connection['state'];
  /** For how long nothing could be sent although it is ours to send; 0 while connected, and without the lease. */
  downForMs(): number;
  /** The subscribed client, waited for up to `requestTimeoutMs`. @throws MessengerError */
  client(): Promise<WSClient>;
  /** Something that this client sent was not confirmed: the line is replaced, it may be half-open. */
  suspect(client: WSClient): void;
  close(): Promise<void>;
}

/**
 * Holds the one connection a bot may have (facts/messengers §4.2), with a fresh client per attempt: the SDK's own
 * reconnecting gives up after ten failures, after five refused secrets, and for good when another subscriber kicks it (§4.1).
 *
 * Only while the lease is held; a lease that is lost closes the connection at once. Kicked by somebody outside the lease,
 * such as another program with the same bot, it stays away for a while instead of kicking back at once.
 */
export function openConnection(parts: {
  config: WecomConfig;
  lease: Lease | undefined;
  onFrame: (frame: WsFrame, client: WSClient) => void;
  onRefused: () => void;
}): BotConnection {
  const { config, lease, onFrame, onRefused } = parts;
  const stopping = new AbortController();
  const opened = Promise.withResolvers<void>();
  // Nobody need wait for it: a stop before the first connection is no fault.
  opened.promise.catch(() => undefined);
  let up: WSClient | null = null;
  let state: Connection['state'] = 'idle';
  let downSince = performance.now();
  let cameUp = Promise.withResolvers<void>();
  let cut = new AbortController();

  function goDown(): void {
    up = null;
    downSince = performance.now();
    cameUp = Promise.withResolvers();
  }

  async function whileHeld(ended: AbortSignal): Promise<void> {
    const reconnecting = createReconnecting();
    downSince = performance.now();
    while (!ended.aborted) {
      if (state === 'idle') state = 'connecting';
      let upAt = Infinity;
      cut = new AbortController();
      const outcome = await attempt(config, AbortSignal.any([ended, cut.signal]), {
        onFrame,
        onRefused,
        onUp(client) {
          up = client;
          upAt = performance.now();
          state = 'connected';
          opened.resolve();
          cameUp.resolve();
        },
      });
      if (up) goDown();
      if (ended.aborted) return;
      const pauseMs = upAt === Infinity ? reconnecting.failed() : reconnecting.ended(performance.now() - upAt);
      state = outcome === 'lost' ? 'connecting' : 'down';
      if (outcome === 'refused') opened.reject(refused({ code: Number(codes.badBot), message: '' }));
      // Who was kicked must not kick back at once.
      await pause(outcome === 'kicked' ? config.takeOverAfterMs * (1 + Math.random()) : pauseMs, ended);
    }
  }

  async function supervise(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        const hold = await lease?.acquire(stopping.signal);
        await whileHeld(hold ? AbortSignal.any([stopping.signal, hold.lost]) : stopping.signal);
        state = 'idle';
        await hold?.release();
      } catch {
        // The lease could not be asked for, because its database is away or because of stop().
        await pause(1_000, stopping.signal);
      }
    }
  }
  const done = supervise();

  return {
    opened: opened.promise,
    state: () => state,
    downForMs: () => (up || state === 'idle' ? 0 : performance.now() - downSince),
    async client() {
      if (!up)
        await Promise.race([cameUp.promise, pause(state === 'idle' ? idleWaitMs : config.requestTimeoutMs, stopping.signal)]);
      if (!up && state === 'idle' && !stopping.signal.aborted)
        throw new MessengerError('elsewhere', 'another process is connected as the WeCom bot');
      if (!up) throw new MessengerError('unreachable', 'the WeCom bot is not connected');
      return up;
    },
    suspect(client) {
      // Heartbeats notice the same, but only after three of them: an alarm cannot wait that long.
      if (client !== up) return;
      goDown();
      cut.abort();
    },
    async close() {
      stopping.abort();
      opened.reject(new MessengerError('unreachable', 'stopped before WeCom was reached'));
      await done;
    },
  };
}
