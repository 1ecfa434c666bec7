import { createHash } from 'node:crypto';
import type { GlossaryTerm } from './glossary-term.ts';

/**
 * Identity of a translation: provider, pair, the glossary terms that apply, and the text with its placeholders.
 * A plain hash of a short sentence can be guessed, so the persistent cache stores a keyed hash of it.
 * @returns 64 hexadecimal digits.
 */
export function translationKey(request: {
  provider: string;
  from: string | undefined;
  to: string;
  terms: readonly GlossaryTerm[];
  text: string;
}): string {
  const terms = request.terms.map(({ source, target }) => [source, target]).toSorted();
  const identity = JSON.stringify([request.provider, request.from ?? '', request.to, terms, request.text]);
  return createHash('sha256').update(identity).digest('hex');
}
