import type { StoreRecord } from '../../../src/stores/store-record.ts';

/** The seller that the fixtures belong to. */
export const store = (api: Record<string, string> = {}, site = 'sg'): StoreRecord => ({
  id: 'shop',
  platform: 'lazada',
  name: 'Acme',
  site,
  locale: 'en',
  zone: 'Asia/Singapore',
  settings: { sandbox: false, api: { appKey: '123456', appSecret: 'helloworld', sellerId: '20240305', ...api } },
});
