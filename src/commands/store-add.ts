import { addStore } from '../stores/add-store.ts';
import { apiOf } from '../stores/connect-store.ts';
import { connectLink } from '../stores/connect-link.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** Adds a store that pushes through the generic webhook. Mailboxes hold passwords, which do not belong in a chat: `gengfu store add`. */
export const storeAdd = defineCommand({
  spec: {
    name: 'store add',
    zh: ['店铺 添加', '店铺 新建'],
    params: [
      { name: 'id', kind: 'word', label: { zh: '店铺代号', en: 'store id' } },
      { name: 'platform', kind: 'word', label: { zh: '平台', en: 'platform' } },
      { name: 'site', kind: 'word', label: { zh: '国家', en: 'country' } },
      { name: 'name', kind: 'rest', label: { zh: '店铺名', en: 'store name' }, optional: true },
    ],
    example: { zh: '/店铺 添加 shop-de shopify de 我的德国店', en: '/store add shop-de shopify de My German shop' },
  },
  about: 'help.store_add',
  least: 'admin',
  async run(desk, { id, platform, site, name }, { by }) {
    const store = await addStore(desk, { id, platform, site, name: name?.trim() || id, by });
    const texts = textsOf(desk);
    const added = texts('say.store_added', { id: store.id, secret: store.settings.webhook!.secret });
    const form = apiOf(desk, store)?.account;
    if (!form) return { text: added };
    const limits = form.limits[texts.language].map((limit) => `· ${limit}`).join('\n');
    return { text: `${added}\n\n${texts('say.connect', { store: store.name, link: connectLink(desk, store), limits })}` };
  },
});
