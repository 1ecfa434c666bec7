import { GengfuError } from '../errors.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import { translateAgain } from '../translation/translate-again.ts';
import { defineCommand } from './command.ts';

/** Without a text the buyer's words are translated on the card; with one, that text into the buyer's language. */
export const translate = defineCommand({
  spec: {
    name: 'tr',
    zh: ['翻译'],
    aliases: ['translate'],
    params: [
      { name: 'ticket', kind: 'ticket', label: { zh: '单号', en: 'ticket number' } },
      { name: 'text', kind: 'rest', label: { zh: '要译的话', en: 'text to translate' }, optional: true },
    ],
    example: { zh: '/翻译 1042 我们今天补发', en: '/tr 1042 We will resend it today' },
  },
  about: 'help.tr',
  least: 'viewer',
  async run(desk, { ticket: number, text }) {
    const texts = textsOf(desk);
    if (!text) {
      await translateAgain(desk, number);
      return { text: texts('toast.translate') };
    }
    const ticket = await findTicket(desk.db.read, number);
    const to = ticket.language ?? desk.stores.get(ticket.storeId)?.locale ?? 'en';
    const result = await desk.translation.translate({ text, to, storeId: ticket.storeId });
    if (!('text' in result))
      throw new GengfuError(result.unavailable === 'absent' ? 'translator_absent' : 'translator_failed', { ticket: number });
    return { text: texts('say.translated', { ticket: number, language: texts.languageName(to), text: result.text }) };
  },
});
