import { createTiktok } from '../../../adapters/marketplaces/tiktok/index.ts';
import type { TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { PolledEvent, PollRequest, StreamName } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { tiktokAccount } from '../../contract/marketplace/drivers/tiktok.ts';
import { startTiktok } from '../../emulators/tiktok.ts';
import type { TiktokOptions } from '../../emulators/tiktok/options.ts';
import { tiktokStore } from './store.ts';

/** The adapter before the emulator, with tokens kept in memory. */
export async function openAdapter(options: TiktokOptions = {}, account: Record<string, string> = {}) {
  const emulator = await startTiktok(options);
  const traces: CallTrace[] = [];
  let kept: Tokens | null = null;
  const adapter = createTiktok({
    onTrace: (trace) => traces.push(trace),
    tokensOf: (store, authoriser): TokenSource => ({
      get: async () => (kept ??= await authoriser.refresh(null, store)),
      renew: async () => (kept = await authoriser.refresh(kept, store)),
    }),
  });
  const store: StoreRecord = tiktokStore(tiktokAccount(emulator, account));

  const page = (stream: StreamName, more: Partial<PollRequest> = {}) =>
    adapter.poll!({ stream, cursor: null, now: Date.now(), signal: new AbortController().signal, ...more }, store);

  return {
    emulator,
    adapter,
    store,
    traces,
    page,
    get tokens() {
      return kept;
    },
    /** A whole round. */
    async round(
      stream: StreamName,
      more: Partial<PollRequest> = {},
    ): Promise<{ events: PolledEvent[]; cursor: string; pages: number }> {
      const events: PolledEvent[] = [];
      let cursor = more.cursor ?? null;
      for (let pages = 1; ; pages++) {
        const read = await page(stream, { ...more, cursor });
        events.push(...read.events);
        cursor = read.cursor;
        if (!read.more) return { events, cursor, pages };
      }
    },
    /** Paths that were called, since the last time this was asked. */
    calls: () =>
      emulator
        .history()
        .splice(0)
        .map(({ path }) => path),
    async [Symbol.asyncDispose]() {
      adapter.stop();
      await emulator.stop();
    },
  };
}

export const idsOf = (events: readonly PolledEvent[]): string[] => events.map(({ externalId }) => externalId);
