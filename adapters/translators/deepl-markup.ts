import { findTerms } from '../../src/translation/find-terms.ts';
import type { GlossaryTerm } from '../../src/translation/glossary-term.ts';
import { placeholderPattern } from '../../src/translation/placeholders.ts';

/**
 * DeepL's glossaries are objects on its server, one per language pair and account. Terms differ per store and change
 * by chat command, so they travel inside the text: what stands in an ignored tag comes back untouched, and its `id`
 * says which word to put there.
 */
export interface ProtectedText {
  xml: string;
  /** Name of the ignored tag. */
  tag: string;
  /** What `id="n"` becomes. */
  values: string[];
}

const tag = 'keep';

export function protectText(text: string, glossary: readonly GlossaryTerm[]): ProtectedText {
  const terms = findTerms(text, glossary).map(({ term, start, end }) => ({ start, end, value: term.target }));
  const placeholders = Array.from(text.matchAll(placeholderPattern), (match) => ({
    start: match.index,
    end: match.index + match[0].length,
    value: match[0],
  }));
  const values: string[] = [];
  let xml = '';
  let last = 0;
  for (const { start, end, value } of [...placeholders, ...terms].sort((left, right) => left.start - right.start)) {
    if (start < last) continue;
    xml += `${escapeXml(text.slice(last, start))}<${tag} id="${values.push(value) - 1}">${escapeXml(text.slice(start, end))}</${tag}>`;
    last = end;
  }
  return { xml: xml + escapeXml(text.slice(last)), tag, values };
}

/** The translation as plain text, every protected piece replaced by what it stands for. */
export function readProtectedText(xml: string, { values }: ProtectedText): string {
  const kept = new RegExp(`<${tag} id="(\\d+)"\\s*(?:/>|>([^<]*)</${tag}>)`, 'gu');
  let text = '';
  let last = 0;
  for (const match of xml.matchAll(kept)) {
    text += unescapeXml(xml.slice(last, match.index)) + (values[Number(match[1])] ?? unescapeXml(match[2] ?? ''));
    last = match.index + match[0].length;
  }
  return text + unescapeXml(xml.slice(last));
}

/** Characters that XML 1.0 §2.2 cannot hold at all; one of them makes DeepL refuse the whole text. */
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

function escapeXml(text: string): string {
  return text.replace(notXml, '').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** `&amp;` last, or `&amp;lt;` would be undone twice. */
function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}
