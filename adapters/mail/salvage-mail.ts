import { mailLimits } from './limits.ts';

/** What is left of a mail that no parser takes: unfolded header fields as they stand and everything after them. */
export function salvageMail(raw: Uint8Array): { headers: { key: string; value: string }[]; text: string } {
  const content = new TextDecoder('utf-8').decode(raw.subarray(0, mailLimits.headers + mailLimits.text)).replaceAll('\0', '');
  const gap = /\r?\n\r?\n/.exec(content);
  const head = gap ? content.slice(0, gap.index) : content;
  const body = gap ? content.slice(gap.index + gap[0].length) : content;
  const headers = head
    .replace(/\r?\n[ \t]/g, ' ')
    .split(/\r?\n/)
    .flatMap((line) => {
      const colon = line.indexOf(':');
      return colon > 0 ? [{ key: line.slice(0, colon).trim().toLowerCase(), value: line.slice(colon + 1).trim() }] : [];
    });
  return { headers, text: body.slice(0, mailLimits.text) };
}
