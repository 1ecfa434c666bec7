import { createEbay } from '../../../adapters/marketplaces/ebay/index.ts';
import type { Authoriser, TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import type { CallTrace } from '../../../src/ports/call-trace.ts';
import type { OutgoingReply, PolledEvent, StreamName } from '../../../src/ports/marketplace.ts';
import type { MarketplaceEvent } from '../../../src/ports/marketplace-event.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import { startEbay } from '../../emulators/ebay.ts';
import type { EbayEmulatorOptions } from '../../emulators/ebay.ts';

/** Tokens in memory, renewed when they are refused. */
function tokensOf(store: StoreRecord, authoriser: Authoriser): TokenSource {
  let held: Tokens | null = null;
  const renew = async (): Promise<Tokens> => (held = await authoriser.refresh(held, store));
  return { get: async () => held ?? renew(), renew };
}

export type EbayShop = Awaited<ReturnType<typeof openEbayShop>>;

/** The adapter in front of the emulator, without the service around it. */
export async function openEbayShop(options: EbayEmulatorOptions & { api?: Record<string, string>; publicUrl?: string } = {}) {
  const { api = {}, publicUrl = 'http://localhost:8080', ...rules } = options;
  const ebay = await startEbay(rules);
  const { clientId, clientSecret, ruName, refreshToken, username, verificationToken } = ebay.credentials;
  const traces: CallTrace[] = [];
  const sources = new WeakMap<StoreRecord, TokenSource>();
  const adapter = createEbay({
    tokensOf(store, authoriser) {
      let source = sources.get(store);
      if (!source) sources.set(store, (source = tokensOf(store, authoriser)));
      return source;
    },
    onTrace: (trace) => void traces.push(trace),
    publicUrl,
  });
  const store: StoreRecord = {
    id: 'shop',
    platform: 'ebay',
    name: 'Acme',
    site: 'us',
    locale: 'en',
    zone: 'America/Los_Angeles',
    settings: {
      sandbox: false,
      api: {
        ...{ clientId, clientSecret, ruName, refreshToken, username, verificationToken },
        ...{ apiUrl: ebay.baseUrls.api, authUrl: ebay.baseUrls.auth },
        ...api,
      },
    },
  };
  const cursors = new Map<StreamName, string>();

  async function meant(events: readonly PolledEvent[]): Promise<MarketplaceEvent[]> {
    const read = events.map(({ externalId, body }) =>
      adapter.normalise({ source: 'poll', externalId, receivedAt: Date.now(), body: Buffer.from(body) }, store),
    );
    return (await Promise.all(read)).flat();
  }

  return {
    ebay,
    adapter,
    store,
    traces,
    meant,
    calls: (): string[] => traces.map(({ call }) => call),
    /** A whole round of a stream, page by page, on from the last. */
    async round(stream: StreamName, range?: { from: number; until: number }): Promise<PolledEvent[]> {
      const events: PolledEvent[] = [];
      let cursor = range ? null : (cursors.get(stream) ?? null);
      for (let more = true; more;) {
        const request = { stream, cursor, now: Date.now(), signal: AbortSignal.timeout(20_000), ...(range && { range }) };
        const page = await adapter.poll!(request, store);
        events.push(...page.events);
        ({ cursor, more } = page);
      }
      if (!range) cursors.set(stream, cursor!);
      return events;
    },
    outgoing: (replyAddress: Record<string, unknown>, text: string, more: Partial<OutgoingReply> = {}): OutgoingReply => ({
      id: 'reply-1',
      text,
      ticket: 1,
      buyer: { id: 'b', name: 'b' },
      replyAddress,
      references: [],
      now: Date.now(),
      ...more,
    }),
    async stop() {
      adapter.stop();
      await ebay.stop();
    },
  };
}
