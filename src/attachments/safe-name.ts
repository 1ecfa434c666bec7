import { wordTable } from '../word-table.ts';

const longest = 120;

/**
 * A name that can be shown and saved: no path, no control or direction marks (which make `gpj.exe` read `exe.jpg`), and
 * the extension of what the file is.
 * @param extension absent while nobody knows
 */
export function safeName(given: string, extension?: string): string {
  const base = given
    .normalize('NFC')
    .replace(/^.*[/\\]/s, '')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}"<>|:*?]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+|[. ]+$/g, '');
  const known = extension === undefined || base.toLowerCase().endsWith(`.${extension}`) || sameKind(base, extension);
  const whole = known ? base : `${base}.${extension}`;
  const shown = whole === '' || whole === `.${extension}` ? (extension ? `file.${extension}` : 'file') : whole;
  if (shown.length <= longest) return shown;
  const end = /\.[^.]{1,8}$/.exec(shown)?.[0] ?? '';
  return `${shown.slice(0, longest - end.length - 1).toWellFormed()}…${end}`;
}

/** Endings that mean the same. */
const alike = wordTable<RegExp>({
  jpg: /\.jpe?g$/i,
  tif: /\.tiff?$/i,
  txt: /\.(?:txt|csv|log|md)$/i,
  mp4: /\.(?:mp4|m4v)$/i,
});
const sameKind = (name: string, extension: string): boolean => alike[extension]?.test(name) ?? false;
