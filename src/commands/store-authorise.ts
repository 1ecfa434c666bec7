import { GengfuError } from '../errors.ts';
import { consentLink } from '../stores/consent-link.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** The link by which the shop's owner lets us in. Whoever has it can connect the store, so only admins get one. */
export const storeAuthorise = defineCommand({
  spec: {
    name: 'store authorise',
    zh: ['店铺 授权'],
    aliases: ['store authorize'],
    params: [{ name: 'store', kind: 'word', label: { zh: '店铺代号', en: 'store id' } }],
    example: { zh: '/店铺 授权 shop-my', en: '/store authorise shop-my' },
  },
  about: 'help.store_authorise',
  least: 'admin',
  async run(desk, { store: storeId }) {
    const store = desk.stores.get(storeId);
    if (!store) throw new GengfuError('unknown_store', { store: storeId });
    if (!store.settings.api || !desk.marketplaceOf(store, 'poll').authoriser?.consentUrl)
      throw new GengfuError('no_consent', { store: store.name });
    return { text: textsOf(desk)('say.consent', { store: store.name, link: consentLink(desk, store) }) };
  },
});
