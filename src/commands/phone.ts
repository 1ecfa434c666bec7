import { GengfuError } from '../errors.ts';
import { setContact } from '../people/set-contact.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** One's own number for text messages at night; said in private only. */
export const phone = defineCommand({
  spec: {
    name: 'phone',
    zh: ['手机', '手机号'],
    params: [{ name: 'number', kind: 'rest', label: { zh: '手机号,或 关', en: 'phone number, or off' } }],
    example: { zh: '/手机 13800138000', en: '/phone +86 138 0013 8000' },
  },
  about: 'help.phone',
  least: 'agent',
  async run(desk, { number }, { by, chat }) {
    if (chat.kind !== 'direct') throw new GengfuError('private_only');
    const off = /^(?:关|删除|off)$/iu.test(number.trim());
    await setContact(desk, { by, contact: { phone: off ? null : number } });
    return { text: textsOf(desk)(off ? 'call.contact_removed' : 'call.phone_set') };
  },
});
