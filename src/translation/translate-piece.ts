import type { TranslationRequest } from '../ports/translator.ts';
import type { AskTranslator, NoAnswer } from './ask-translator.ts';
import { lostPlaceholders } from './placeholders.ts';

export type PieceTranslation =
  | {
      text: string;
      /** Whether every placeholder came through. */
      complete: boolean;
    }
  | NoAnswer;

/**
 * Translates one masked piece. A translation that lost a placeholder is asked for once more; if that one is no
 * better, it is returned as incomplete, because a text with a gap still helps the person who reads it.
 */
export async function translatePiece(ask: AskTranslator, request: Omit<TranslationRequest, 'signal'>): Promise<PieceTranslation> {
  // White space around a piece belongs to the page, not to the sentence; services trim it.
  const core = request.text.trim();
  if (!/\p{L}/u.test(core)) return { text: request.text, complete: true };
  const start = request.text.indexOf(core);
  const first = await ask({ ...request, text: core });
  if (!('text' in first)) return first;
  const answer = keeps(core, first.text) ? first : await ask({ ...request, text: core });
  const text = 'text' in answer ? answer.text : first.text;
  const framed = request.text.slice(0, start) + text.trim() + request.text.slice(start + core.length);
  return { text: framed, complete: keeps(core, text) };
}

function keeps(before: string, after: string): boolean {
  return lostPlaceholders(before, after).length === 0;
}
