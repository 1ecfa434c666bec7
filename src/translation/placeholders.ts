import { findVerbatim } from './find-verbatim.ts';

/** A text whose order ids, links, amounts … are replaced by `⟦1⟧`, `⟦2⟧` …; equal values share a number. */
export interface MaskedText {
  text: string;
  /** `values[0]` is `⟦1⟧`. */
  values: string[];
}

/** Adapters that can protect parts of a text look for this. */
export const placeholderPattern = /⟦\s*(\d{1,4})\s*⟧/gu;

export function maskText(text: string): MaskedText {
  const values: string[] = [];
  let masked = '';
  let last = 0;
  for (const { start, end } of findVerbatim(text)) {
    const value = text.slice(start, end);
    const known = values.indexOf(value);
    const number = known === -1 ? values.push(value) : known + 1;
    masked += `${text.slice(last, start)}⟦${number}⟧`;
    last = end;
  }
  return { text: masked + text.slice(last), values };
}

/** Puts the values back. A number that was never given out stays as it is. */
export function unmaskText({ text, values }: MaskedText): string {
  return text.replace(placeholderPattern, (placeholder, number: string) => values[Number(number) - 1] ?? placeholder);
}

/** Placeholders of `before` that `after` no longer has. Saying one twice is a matter of grammar, not a loss. */
export function lostPlaceholders(before: string, after: string): number[] {
  const kept = numbersIn(after);
  return [...numbersIn(before)].filter((number) => !kept.has(number));
}

function numbersIn(text: string): Set<number> {
  return new Set(Array.from(text.matchAll(placeholderPattern), (match) => Number(match[1])));
}
