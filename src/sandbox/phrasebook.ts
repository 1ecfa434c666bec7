import { demoReplies } from './demo-replies.ts';
import { demoMessages } from './demo-sentences.ts';

/**
 * All sentences of the demo, by BCP 47 code, for the phrasebook translator. Translations were made by hand; nothing
 * else is known, so the sandbox never shows an invented one.
 */
export const phrasebook: readonly Readonly<Record<string, string>>[] = [
  ...demoMessages.map(({ language, text, zh, en }) => ({ zh, en, [language]: text })),
  ...demoReplies.map((reply) => ({ ...reply })),
];
