import { sameLanguage } from './same-language.ts';

export interface Direction {
  /** BCP 47; absent = the service should find out. */
  from?: string;
  to: string;
}

export type Writing =
  | { author: 'buyer'; buyerLanguage: string | null; teamLanguage: string }
  | {
      author: 'agent';
      text: string;
      buyerLanguage: string | null;
      teamLanguage: string;
      /** Language of a text as BCP 47, null when it cannot tell. */
      detect: (text: string) => string | null;
    };

/**
 * From which language into which a text has to go: the buyer's words into the team's language, the agent's answer
 * into the buyer's.
 * @returns null when it can be read as it is, or when nobody knows the buyer's language.
 */
export function pickDirection(writing: Writing): Direction | null {
  const { buyerLanguage, teamLanguage } = writing;
  if (writing.author === 'buyer') {
    if (buyerLanguage === null) return { to: teamLanguage };
    return sameLanguage(buyerLanguage, teamLanguage) ? null : { from: buyerLanguage, to: teamLanguage };
  }
  if (buyerLanguage === null) return null;
  const written = writing.detect(writing.text) ?? teamLanguage;
  if (sameLanguage(written, buyerLanguage)) return null;
  // A third language is more often a mistaken guess about a short text than the truth: leave it open.
  return sameLanguage(written, teamLanguage) ? { from: teamLanguage, to: buyerLanguage } : { to: buyerLanguage };
}
