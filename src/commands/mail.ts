import { GengfuError } from '../errors.ts';
import { setContact } from '../people/set-contact.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** One's own address for calls by mail; said in private only. */
export const mail = defineCommand({
  spec: {
    name: 'mail',
    zh: ['邮箱'],
    aliases: ['email'],
    params: [{ name: 'address', kind: 'rest', label: { zh: '邮箱地址,或 关', en: 'mail address, or off' } }],
    example: { zh: '/邮箱 wang@example.com', en: '/mail wang@example.com' },
  },
  about: 'help.mail',
  least: 'agent',
  async run(desk, { address }, { by, chat }) {
    if (chat.kind !== 'direct') throw new GengfuError('private_only');
    const off = /^(?:关|删除|off)$/iu.test(address.trim());
    await setContact(desk, { by, contact: { mail: off ? null : address } });
    return { text: textsOf(desk)(off ? 'call.contact_removed' : 'call.mail_set') };
  },
});
