import { mailLimits } from './limits.ts';

/** The longest beginning of the mail whose size and number of lines can be parsed in bounded time. */
export function cutLines(raw: Uint8Array): Uint8Array {
  const bytes = raw.subarray(0, mailLimits.message);
  let lines = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    lines += 1;
    if (lines > mailLimits.shortLines + at / mailLimits.averageLine) return bytes.subarray(0, at);
  }
  return bytes;
}
