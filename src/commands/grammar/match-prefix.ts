const han = /\p{Script=Han}/u;

/**
 * Whether `text` reads `name` at `from`, ignoring case and width (`／ＣＬＡＩＭ`). Matching walks the original text
 * instead of a normalised copy, so that offsets stay valid for the free text that follows.
 *
 * A space in `name` stands for any run of white space, and for none between Chinese characters (`规则新建`).
 * @returns the offset behind the name, or null.
 */
export function matchPrefix(text: string, from: number, name: string): number | null {
  let at = from;
  let wanted = name;
  while (wanted !== '') {
    if (wanted.startsWith(' ')) {
      const gap = /^\s*/u.exec(text.slice(at))?.[0].length ?? 0;
      wanted = wanted.slice(1);
      if (gap === 0 && !han.test(wanted.charAt(0))) return null;
      at += gap;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    const folded = at < text.length ? fold(character) : '';
    if (folded === '' || !wanted.startsWith(folded)) return null;
    wanted = wanted.slice(folded.length);
    at += character.length;
  }
  return at;
}

/** The form in which syntax is compared: NFKC, lower case. Never applied to words that go to a buyer. */
export function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
