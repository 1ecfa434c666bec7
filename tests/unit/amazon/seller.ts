import { createAmazon } from '../../../adapters/marketplaces/amazon/index.ts';
import type { Authoriser, Tokens, TokenSource } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { Marketplace, PolledEvent, PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { startAmazonApi } from '../../emulators/amazon-api.ts';
import type { AmazonApi, AmazonApiOptions } from '../../emulators/amazon-api.ts';
import { apiSettings } from '../../timeline/amazon-store.ts';

export type Seller = Awaited<ReturnType<typeof openSeller>>;

/** The adapter at an emulated Amazon, with tokens kept in memory. */
export async function openSeller(options: AmazonApiOptions & { api?: Record<string, string> } = {}) {
  const amazon = await startAmazonApi({ searchLagMs: 0, queue: { longPollFactor: 0.01 }, ...options });
  const traces: CallTrace[] = [];
  const adapter = createAmazon({
    sender: { send: () => Promise.reject(new Error('no mail here')), close() {} },
    api: { tokensOf: tokensInMemory(), onTrace: (trace) => void traces.push(trace) },
  });
  const store = storeAt(amazon, options.api);
  const poll = (request: Partial<PollRequest> & Pick<PollRequest, 'stream'>, at = store): Promise<PollPage> =>
    adapter.poll!({ cursor: null, now: (options.now ?? Date.now)(), signal: AbortSignal.timeout(10_000), ...request }, at);

  return {
    amazon,
    adapter,
    store,
    traces,
    poll,
    /** Pages until the stream has no more. */
    async round(request: Partial<PollRequest> & Pick<PollRequest, 'stream'>): Promise<PollPage & { pages: number }> {
      const events: PolledEvent[] = [];
      let { cursor = null } = request;
      for (let pages = 1; ; pages++) {
        const page = await poll({ ...request, cursor });
        events.push(...page.events);
        cursor = page.cursor;
        await page.acknowledge?.();
        if (!page.more) return { events, cursor: page.cursor, more: false, pages };
      }
    },
    normalised: async (events: readonly PolledEvent[]): Promise<MarketplaceEvent[]> =>
      (await Promise.all(events.map((event) => normalise(adapter, event, store)))).flat(),
    async stop(): Promise<void> {
      adapter.stop();
      await amazon.stop();
    },
  };
}

export const normalise = (
  adapter: Marketplace,
  { externalId, body }: PolledEvent,
  store: StoreRecord,
): Promise<MarketplaceEvent[]> =>
  adapter.normalise({ source: 'poll', externalId, receivedAt: 0, body: Buffer.from(body) }, store);

export function storeAt(amazon: AmazonApi, api: Record<string, string> = {}): StoreRecord {
  return {
    id: 'acme-de',
    platform: 'amazon',
    name: 'Acme',
    site: 'de',
    locale: 'de',
    zone: 'Europe/Berlin',
    settings: { sandbox: false, api: { ...apiSettings(amazon), ...api } },
  };
}

/** As the product keeps them, without its disk. */
function tokensInMemory(): (store: StoreRecord, authoriser: Authoriser) => TokenSource {
  const kept = new Map<string, Tokens>();
  return (store, authoriser) => {
    const renew = async (): Promise<Tokens> => {
      const tokens = await authoriser.refresh(kept.get(store.id) ?? null, store);
      kept.set(store.id, tokens);
      return tokens;
    };
    return { get: async () => kept.get(store.id) ?? renew(), renew };
  };
}
