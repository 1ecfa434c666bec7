import { GengfuError } from '../errors.ts';
import { changeSetting } from '../change-setting.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { wordTable } from '../word-table.ts';

const languages = wordTable<'zh' | 'en'>({
  zh: 'zh',
  cn: 'zh',
  中文: 'zh',
  chinese: 'zh',
  en: 'en',
  english: 'en',
  英文: 'en',
  英语: 'en',
});

export const lang = defineCommand({
  spec: {
    name: 'lang',
    zh: ['语言'],
    params: [{ name: 'language', kind: 'word', label: { zh: '语言(中文、英文)', en: 'language (zh, en)' } }],
    example: { zh: '/语言 英文', en: '/lang zh' },
  },
  about: 'help.lang',
  least: 'supervisor',
  async run(desk, { language }, { by }) {
    const wanted = languages[language.toLowerCase()];
    if (!wanted) throw new GengfuError('unknown_choice', { typed: language, choices: 'zh en' });
    await changeSetting(desk, { key: 'language', value: wanted, by });
    return { text: textsOf(desk)('say.lang') };
  },
});
