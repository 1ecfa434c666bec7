import { GengfuError } from '../errors.ts';
import { apiOf } from '../stores/connect-store.ts';
import { connectLink } from '../stores/connect-link.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** The link to the page where a store's keys are filled in: keys do not belong in a chat. */
export const storeConnect = defineCommand({
  spec: {
    name: 'store connect',
    zh: ['店铺 接入'],
    params: [{ name: 'store', kind: 'word', label: { zh: '店铺代号', en: 'store id' } }],
    example: { zh: '/店铺 接入 shop-my', en: '/store connect shop-my' },
  },
  about: 'help.store_connect',
  least: 'admin',
  async run(desk, { store: storeId }) {
    const store = desk.stores.get(storeId);
    if (!store) throw new GengfuError('unknown_store', { store: storeId });
    const texts = textsOf(desk);
    const marketplace = apiOf(desk, store);
    if (!marketplace) throw new GengfuError('no_account', { store: store.name });
    const limits = marketplace.account!.limits[texts.language].map((limit) => `· ${limit}`).join('\n');
    return { text: texts('say.connect', { store: store.name, link: connectLink(desk, store), limits }) };
  },
});
