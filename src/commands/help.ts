import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';
import { commands } from './command-list.ts';

export const help = defineCommand({
  spec: {
    name: 'help',
    zh: ['帮助', '？', '?'],
    aliases: ['h'],
    params: [{ name: 'topic', kind: 'rest', label: { zh: '命令', en: 'command' }, optional: true }],
    example: { zh: '/帮助 规则', en: '/help rule' },
  },
  about: 'help.help',
  least: 'viewer',
  async run(desk, { topic = '' }) {
    const texts = textsOf(desk);
    const wanted = topic
      .trim()
      .replace(/^[/／]/, '')
      .toLowerCase();
    const names = ({ spec }: (typeof commands)[number]): readonly string[] => [spec.name, ...spec.zh, ...(spec.aliases ?? [])];
    const found = wanted ? commands.filter((command) => names(command).some((name) => name.startsWith(wanted))) : commands;
    const lines = (found.length > 0 ? found : commands).map((command) =>
      texts('say.help_line', { usage: command.spec.example[texts.language], about: texts(command.about) }),
    );
    return { text: [texts('say.help_title'), ...lines].join('\n') };
  },
});
