/** Where a text may be cut, the best kind of place first; the cut goes behind the match. */
const seams: readonly RegExp[] = [/\n\s*\n+/gu, /\n+/gu, /[.!?…]{1,9}["')\]]{0,3}\s+|[。！？]+[”」』）]{0,3}/gu, /\s+/gu];

/**
 * Cuts a text into pieces of at most `limit` characters, by paragraphs if that is enough, then lines, sentences, words.
 * Joined, the pieces are the text again.
 */
export function splitText(text: string, limit: number): string[] {
  return pack(cut(text, limit, 0), limit);
}

function cut(text: string, limit: number, level: number): string[] {
  if (text.length <= limit) return [text];
  const seam = seams[level];
  if (seam === undefined) return hardCut(text, limit);
  const pieces: string[] = [];
  let last = 0;
  for (const match of text.matchAll(seam)) {
    const end = match.index + match[0].length;
    pieces.push(text.slice(last, end));
    last = end;
  }
  pieces.push(text.slice(last));
  return pieces.filter((piece) => piece !== '').flatMap((piece) => cut(piece, limit, level + 1));
}

/** Neighbouring pieces travel together as long as they fit: context makes better translations. */
function pack(pieces: readonly string[], limit: number): string[] {
  const packed: string[] = [];
  for (const piece of pieces) {
    const last = packed.at(-1);
    if (last !== undefined && last.length + piece.length <= limit) packed[packed.length - 1] = last + piece;
    else packed.push(piece);
  }
  return packed;
}

/** Between grapheme clusters, so that no character is torn apart. */
function hardCut(text: string, limit: number): string[] {
  const graphemes = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment);
  return pack(graphemes, limit);
}
