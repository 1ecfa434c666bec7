import { foreseeTranslation } from '../replies/foresee-translation.ts';
import { replyToTicket } from '../replies/reply-to-ticket.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { defineCommand } from './command.ts';

/** `回复 1042 原样 …` sends the words untranslated. */
const asWritten = /^(?:原样|as-is)\s+/iu;

export const reply = defineCommand({
  spec: {
    name: 'reply',
    zh: ['回复', '答复'],
    aliases: ['answer'],
    params: [
      { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } },
      { name: 'text', kind: 'rest', label: { zh: '回复内容', en: 'text of the reply' } },
    ],
    example: {
      zh: '/回复 1042 很抱歉,我们马上为您补发一个新的',
      en: '/reply 1042 We are sorry and will send you a new one today',
    },
  },
  about: 'help.reply',
  least: 'agent',
  async run(desk, { ticket, text = '' }, { by, eventKey, files }) {
    const asIs = asWritten.test(text) ? ({ asIs: true } as const) : {};
    const { replyId } = await replyToTicket(desk, {
      ticket,
      by,
      text: text.replace(asWritten, ''),
      ...asIs,
      requestKey: eventKey,
      files,
    });
    return { text: textsOf(desk)('toast.reply', { translation: await foreseeTranslation(desk, replyId) }) };
  },
});
