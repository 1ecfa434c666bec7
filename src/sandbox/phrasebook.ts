import { demoReplies } from './demo-replies.ts';
import { demoMessages } from './demo-sentences.ts';

/**
 * All sentences of the demo, by BCP 47 code, for the phrasebook translator. Translations were made by hand; nothing
 * else is known, so the sandbox never shows an invented one.
 */
export const phrasebook: readonly Readonly<Record<string, string>>[] = [
  ...demoMessages.map(({ language, text, zh, en }) => ({ zh, en, [language]: text })),
  ...demoReplies.map((reply) => ({ ...reply })),
  // What README suggests to write.
  { zh: '我要退款!', en: 'I want my money back!', de: 'Ich möchte mein Geld zurück!' },
  {
    zh: '我的包裹在哪里?我要退款!',
    en: 'Where is my parcel? I want my money back!',
    de: 'Wo bleibt mein Paket? Ich will mein Geld zurück!',
  },
  {
    zh: '我的东西还没到,我要退款',
    en: 'My item has not arrived, I want a refund',
    ms: 'Barang saya belum sampai, saya mahu bayaran balik',
  },
];
