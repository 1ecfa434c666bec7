import { createShopee } from '../../../adapters/marketplaces/shopee/index.ts';
import type { Authoriser, TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { PollPage, PollRequest, PolledEvent, StreamName } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { startShopee } from '../../emulators/shopee.ts';
import type { ShopeeEmulatorOptions } from '../../emulators/shopee/options.ts';

export const shopStore = (api: Record<string, string>, site = 'my'): StoreRecord => ({
  id: 'shop',
  platform: 'shopee',
  name: 'Acme',
  site,
  locale: 'ms',
  zone: 'Asia/Kuala_Lumpur',
  settings: { sandbox: false, api },
});

/** Tokens held in memory, without anybody else who might refresh them. */
function tokensInMemory(store: StoreRecord, authoriser: Authoriser): TokenSource {
  let tokens: Tokens | null = null;
  const refresh = async () => (tokens = await authoriser.refresh(tokens, store));
  return { get: async () => tokens ?? refresh(), renew: refresh };
}

/** The adapter alone, with a shop of its own. */
export async function openShop(options: ShopeeEmulatorOptions & { api?: Record<string, string>; site?: string } = {}) {
  const { api, site, ...behaviour } = options;
  const emulator = await startShopee({ verifyPing: 'none', ...behaviour });
  const { partnerId, partnerKey, pushKey, shopId, refreshToken } = emulator.credentials;
  const { api: apiUrl, auth: authUrl } = emulator.baseUrls;
  const store = shopStore({ partnerId, partnerKey, pushKey, shopId, refreshToken, apiUrl, authUrl, ...api }, site);
  const traces: CallTrace[] = [];
  let source: TokenSource | undefined;
  const shopee = createShopee({
    tokensOf: (of, authoriser) => (source ??= tokensInMemory(of, authoriser)),
    onTrace: (trace) => void traces.push(trace),
  });

  const page = (stream: StreamName, request: Partial<PollRequest> = {}): Promise<PollPage> =>
    shopee.poll!({ stream, cursor: null, now: Date.now(), signal: AbortSignal.timeout(20_000), ...request }, store);

  async function normalised(events: readonly PolledEvent[]): Promise<MarketplaceEvent[]> {
    const all = await Promise.all(
      events.map(({ externalId, body }) =>
        shopee.normalise({ source: 'poll', externalId, body: Buffer.from(body), receivedAt: Date.now() }, store),
      ),
    );
    return all.flat();
  }

  return {
    emulator,
    shopee,
    store,
    traces,
    page,
    normalised,
    /** A whole round, page after page. */
    async round(stream: StreamName, request: Partial<PollRequest> = {}) {
      const events: PolledEvent[] = [];
      let pages = 0;
      let { cursor = null } = request;
      for (let more = true; more; pages++) {
        const read = await page(stream, { ...request, cursor });
        events.push(...read.events);
        await read.acknowledge?.();
        ({ cursor, more } = read);
      }
      return { events, pages, cursor, happened: await normalised(events) };
    },
    calls: (name: string) => emulator.history().filter(({ path }) => path === `/api/v2/${name.replaceAll('.', '/')}`),
    async [Symbol.asyncDispose]() {
      shopee.stop();
      await emulator.stop();
    },
  };
}
