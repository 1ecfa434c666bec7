import { setTimeout as sleep } from 'node:timers/promises';
import type { Mailbox, MailboxConnection } from '../../src/ports/mailbox.ts';
import { backoffMs } from './backoff.ts';
import { catchUp } from './catch-up.ts';
import { defaultFetchLimits, type FetchLimits } from './fetch-mail.ts';
import { runImapSession } from './imap-session.ts';
import { parseImapUrl } from './imap-url.ts';

export interface ImapMailboxOptions {
  /** StoreRecord.settings.mail.imapUrl */
  url: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Milliseconds between looks that no IDLE notice asked for. Default 60 s. */
  pollMs?: number;
  /** Milliseconds a command may stay unanswered. Default 30 s. */
  silenceMs?: number;
  /** Milliseconds to reach the server. Default 20 s. */
  connectTimeoutMs?: number;
  /** Milliseconds of the first and the longest pause between two attempts to connect. Default 1 s and 2 min. */
  retryMs?: { first: number; max: number };
  /** Days of mail taken on the very first start. Default 2. */
  firstDays?: number;
  /** Days of mail looked at again when the server gave the mailbox a new UIDVALIDITY. Default 7. */
  rescanDays?: number;
  limits?: Partial<FetchLimits>;
  /** 0 ≤ x < 1, for jitter. Default Math.random. */
  random?: () => number;
}

/**
 * Reads a mailbox by IMAP without ever changing it (facts: Amazon 3.3 "IMAP discipline").
 * @throws GengfuError invalid_input when the url is none
 */
export function createImapMailbox(options: ImapMailboxOptions): Mailbox {
  const address = parseImapUrl(options.url);
  const limits = { ...defaultFetchLimits, ...options.limits };
  const retry = options.retryMs ?? { first: 1_000, max: 120_000 };
  const random = options.random ?? Math.random;
  const stopping = new AbortController();
  let running: Promise<void> | undefined;
  let connection: MailboxConnection = { state: 'idle', lastInboundAt: null, problem: null };

  return {
    async watch(watch) {
      if (running) throw new Error('this mailbox is watched already');
      const counted = {
        ...watch,
        onHandedOver: () => {
          connection = { ...connection, lastInboundAt: options.now() };
        },
      };
      running = reconnectForever(async (onLooked) =>
        runImapSession({
          address,
          pollMs: options.pollMs ?? 60_000,
          silenceMs: options.silenceMs ?? 30_000,
          connectTimeoutMs: options.connectTimeoutMs ?? 20_000,
          signal: stopping.signal,
          onConnected: () => {
            connection = { ...connection, state: 'connected', problem: null };
          },
          look: async (client) => {
            await catchUp(client, counted, {
              firstDays: options.firstDays ?? 2,
              rescanDays: options.rescanDays ?? 7,
              limits,
              now: options.now,
            });
            onLooked();
          },
        }),
      );
    },
    async stop() {
      stopping.abort();
      await running;
      connection = { ...connection, state: 'idle' };
    },
    connection: () => connection,
  };

  async function reconnectForever(session: (onLooked: () => void) => Promise<void>): Promise<void> {
    let failures = 0;
    while (!stopping.signal.aborted) {
      connection = { ...connection, state: 'connecting' };
      try {
        // A connection that breaks before the first complete look is a failure like one that never came about.
        await session(() => (failures = 0));
      } catch (error) {
        connection = { ...connection, state: 'down', problem: describe(error) };
        const pause = backoffMs(failures, { firstMs: retry.first, maxMs: retry.max, random });
        failures += 1;
        await sleep(pause, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    }
  }
}

/** The server's words where it gave any. imapflow keeps credentials out of its errors. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const text = 'responseText' in error && typeof error.responseText === 'string' ? error.responseText : error.message;
  return text.slice(0, 200);
}
