import { platformLabel } from '../../cards/ticket-card.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const storeList = defineCommand({
  spec: {
    name: 'store list',
    zh: ['店铺 列表', '店铺'],
    aliases: ['stores', 'store'],
    params: [],
    example: { zh: '/店铺 列表', en: '/store list' },
  },
  about: 'help.store_list',
  least: 'viewer',
  async run(desk) {
    const texts = textsOf(desk);
    const lines = desk.stores
      .all()
      .map(({ id, platform, name, site }) =>
        texts('say.store_line', { id, platform: platformLabel(platform, texts), name, site: site.toUpperCase() }),
      );
    return { text: lines.join('\n') || '—' };
  },
});
