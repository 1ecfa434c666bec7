import type { MessageContext } from '../understand.ts';

const hour = 3_600_000;

/**
 * Log-odds added to the words' own for how a message is written and how long its sender has waited. Set by hand, since sentences
 * in a corpus carry no conversation: +2 turns an even chance into 88 %, and none of them alone makes a thank-you a complaint.
 */
export function weighSignals(text: string, context: MessageContext): number {
  let weight = 0;
  if (angryEmoji.test(text)) weight += 2.5;
  if (/[!?！？]{3}/.test(text)) weight += 0.6;
  if (isShouted(text)) weight += 0.8;
  if (context.unansweredCount !== undefined && context.unansweredCount >= 3) weight += 1.2;
  if (context.waitingMs !== undefined && context.waitingMs >= 48 * hour) weight += 1.2;
  else if (context.waitingMs !== undefined && context.waitingMs >= 24 * hour) weight += 0.6;
  return weight;
}

const angryEmoji = /[😠😡🤬😤👎💢🤮🖕]/u;

/** Mostly capitals over several words; "OK", "SKU AB12" and order numbers are no shouting. */
function isShouted(text: string): boolean {
  const words = text.slice(0, 500).match(/\p{L}{3,}/gu) ?? [];
  return words.length >= 3 && words.filter((word) => /^\p{Lu}+$/u.test(word)).length > words.length * 0.7;
}
