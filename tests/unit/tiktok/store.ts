import type { StoredEvent } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';

/** The app of the vectors in facts/marketplaces §15. */
export const app = { appKey: 'abcdef', appSecret: '123' };

export const tiktokStore = (api: Record<string, string> = {}): StoreRecord => ({
  id: 'tk',
  platform: 'tiktok',
  name: 'Acme',
  site: 'gb',
  locale: 'en',
  zone: 'Europe/London',
  settings: { sandbox: false, api: { ...app, ...api } },
});

export const storedEvent = (source: 'tiktok' | 'poll', body: string | object): StoredEvent => ({
  source,
  externalId: 'e1',
  receivedAt: 1_763_632_900_000,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
