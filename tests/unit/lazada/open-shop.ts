import { createLazada } from '../../../adapters/marketplaces/lazada/index.ts';
import type { PollPage, PollRequest, StreamName } from '../../../src/ports/marketplace.ts';
import type { Tokens } from '../../../src/ports/authoriser.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { startLazada } from '../../emulators/lazada.ts';
import type { LazadaEmulator } from '../../emulators/lazada.ts';
import type { LazadaOptions } from '../../emulators/lazada/options.ts';
import { lazadaSettings } from '../../timeline/lazada-market.ts';
import { store as storeRecord } from './lazada-store.ts';

export interface Shop {
  lazada: LazadaEmulator;
  adapter: ReturnType<typeof createLazada>;
  store: StoreRecord;
  /** All pages of one round, then where the next begins. */
  round(
    stream: StreamName,
    cursor?: string | null,
    more?: Partial<PollRequest>,
  ): Promise<{ names: string[]; cursor: string; pages: PollPage[] }>;
  /** Calls since the last question, by path. */
  calls(): string[];
  stop(): Promise<void>;
}

/** The adapter before an emulated Lazada, with tokens held in memory. */
export async function openShop(options: LazadaOptions = {}): Promise<Shop> {
  const lazada = await startLazada(options);
  const store = storeRecord(lazadaSettings(lazada));
  let tokens: Tokens | null = null;
  const adapter = createLazada({
    tokensOf: (of, authoriser) => ({
      get: async () => (tokens ??= await authoriser.refresh(null, of)),
      renew: async () => (tokens = await authoriser.refresh(tokens, of)),
    }),
  });
  let told = 0;
  return {
    lazada,
    adapter,
    store,
    async round(stream, cursor = null, more = {}) {
      const pages: PollPage[] = [];
      let next = cursor;
      do {
        const request = { stream, cursor: next, now: Date.now(), signal: AbortSignal.timeout(10_000), ...more };
        pages.push(await adapter.poll!(request, store));
        next = pages.at(-1)!.cursor;
      } while (pages.at(-1)!.more && pages.length < 100);
      const names = pages.flatMap(({ events }) => events.map(({ externalId }) => externalId));
      return { names, cursor: next, pages };
    },
    calls() {
      const since = lazada.history().slice(told);
      told = lazada.history().length;
      return since.map(({ path }) => path);
    },
    async stop() {
      adapter.stop();
      await lazada.stop();
    },
  };
}
