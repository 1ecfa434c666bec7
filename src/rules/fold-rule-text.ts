import { wordTable } from '../word-table.ts';

/**
 * A rule command made comparable without touching what stands in quotes: outside them full-width becomes half-width and
 * capitals small; each quoted value becomes one `QUOTED` character that points to the text as typed.
 */
export interface FoldedRule {
  text: string;
  /** For each character of `text`, and one past its end: where it came from. */
  at: number[];
  /** Quoted values by position in `text`. */
  quoted: ReadonlyMap<number, string>;
  /** Position in the source of a quote that is never closed, and the character that would close it. */
  unclosed?: { at: number; closing: string };
}

/** Private use, so nobody types it; stray ones are dropped. */
export const QUOTED = '\uE000';

const pairs = wordTable<string>({
  '"': '"',
  '＂': '＂',
  '“': '”',
  '”': '”',
  '„': '“',
  '「': '」',
  '『': '』',
  '«': '»',
  "'": "'",
  '‘': '’',
});

export function foldRuleText(source: string): FoldedRule {
  let text = '';
  const at: number[] = [];
  const quoted = new Map<number, string>();
  const push = (characters: string, from: number) => {
    for (let index = 0; index < characters.length; index++) at.push(from);
    text += characters;
  };
  for (let index = 0; index < source.length;) {
    const character = String.fromCodePoint(source.codePointAt(index)!);
    const closing = opens(source, index, character);
    if (closing) {
      const value = readQuoted(source, index + 1, closing);
      if (!value) return { text, at: [...at, index], quoted, unclosed: { at: index, closing } };
      quoted.set(text.length, value.text);
      push(QUOTED, index);
      index = value.end;
      continue;
    }
    if (character !== QUOTED) push(character.normalize('NFKC').toLowerCase(), index);
    index += character.length;
  }
  at.push(source.length);
  return { text, at, quoted };
}

/** What closes the quote that opens here, if one does. An apostrophe inside a word (`it's`) opens nothing. */
function opens(source: string, index: number, character: string): string | undefined {
  if (
    (character === "'" || character === '‘') &&
    /[\p{L}\p{N}]/u.test(source.charAt(index - 1)) &&
    !isHan(source.charAt(index - 1))
  ) {
    return undefined;
  }
  return pairs[character];
}

/** The closing quote written twice stands for itself. A single quote before a letter is an apostrophe. */
function readQuoted(source: string, start: number, closing: string): { text: string; end: number } | null {
  let text = '';
  for (let index = start; index < source.length; index++) {
    const character = source.charAt(index);
    if (character !== closing) text += character;
    else if (source.charAt(index + 1) === closing) {
      text += closing;
      index++;
    } else if ((closing === "'" || closing === '’') && /\p{Script=Latin}/u.test(source.charAt(index + 1))) text += character;
    else return { text, end: index + 1 };
  }
  // Phones often put the wrong one of a pair; take it rather than refuse the whole command.
  const wrong = closing === '”' ? source.slice(start).search(/["“]/) : -1;
  return wrong < 0 ? null : { text: source.slice(start, start + wrong), end: start + wrong + 1 };
}

function isHan(character: string): boolean {
  return /\p{Script=Han}/u.test(character);
}
