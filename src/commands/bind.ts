import { bindAdmin } from '../people/bind-admin.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

export const bind = defineCommand({
  spec: {
    name: 'bind',
    zh: ['绑定'],
    params: [{ name: 'code', kind: 'word', label: { zh: '绑定码', en: 'code' } }],
    example: { zh: '/绑定 123456', en: '/bind 123456' },
  },
  about: 'help.bind',
  least: 'viewer',
  async run(desk, { code }, { account, chat }) {
    await bindAdmin(desk, { code, account, chat });
    return { text: textsOf(desk)('say.bound', { name: account.name }) };
  },
});
