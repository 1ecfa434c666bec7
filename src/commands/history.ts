import { GengfuError } from '../errors.ts';
import { describeEntry } from '../history/describe-entry.ts';
import { historyLink } from '../history/history-link.ts';
import { readHistory } from '../history/read-history.ts';
import { outranksAgents } from '../people/actor.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { personMeant } from './person-meant.ts';
import { readHistoryWords } from './read-history-words.ts';

const pageSize = 10;

/** All alerts, newest first, by rule, store, level, state, person and days; supervisors get the page's link in a direct chat. */
export const history = defineCommand({
  spec: {
    name: 'history',
    zh: ['历史'],
    params: [
      { name: 'words', kind: 'rest', label: { zh: '规则、店铺、级别、天数', en: 'rule, store, level, days' }, optional: true },
    ],
    example: { zh: '/历史 紧急 shopee-my 30天', en: '/history urgent shopee-my 30d' },
  },
  about: 'help.history',
  least: 'viewer',
  async run(desk, { words = '' }, { by, chat, account }) {
    const texts = textsOf(desk);
    const place = { messenger: account.messenger, chat: chat.externalId };
    const read = await readHistoryWords(desk, words, (name) => personMeant(desk, place, name));
    if ('unknown' in read) throw new GengfuError('bad_history', { typed: read.unknown.slice(0, 40) });
    const now = desk.clock.now();
    const skip = (read.page - 1) * pageSize;
    const entries = await readHistory(desk, read.filter, { size: pageSize + 1, skip });
    const lines = entries.slice(0, pageSize).map((entry) => {
      const said = describeEntry(desk, entry, (at) => texts.time(at, now));
      return texts(entry.noticed ? 'missed.line' : 'history_page.line', { ...said });
    });
    if (lines.length === 0) lines.push(texts(read.filter.state === 'missed' ? 'missed.none' : 'history_page.empty'));
    if (entries.length > pageSize)
      lines.push(
        texts('history_page.more', { words: words.replace(/\s*(?:第|page\s*|p)\d+页?\s*$/iu, '').trim(), page: read.page + 1 }),
      );
    if (outranksAgents(by))
      lines.push(
        chat.kind === 'direct'
          ? texts('history_page.link', { link: historyLink(desk, by.id) })
          : texts('history_page.link_private'),
      );
    return { text: lines.join('\n') };
  },
});
