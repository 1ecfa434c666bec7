import { wordTable } from '../../word-table.ts';

const digits = wordTable<number>({
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  兩: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
});

/** Source of a regular expression for a number below one hundred, in digits or Chinese (`15`, `2.5`, `二十三`). */
export const numberPattern = '\\d{1,6}(?:\\.\\d{1,3})?|[零〇一二两兩三四五六七八九十]{1,3}';

/** Reads what `numberPattern` matches; null for anything else (`十十`). */
export function readNumber(text: string): number | null {
  if (/^\d{1,6}(\.\d{1,3})?$/u.test(text)) return Number(text);
  const parts = /^([一二两兩三四五六七八九])?(十)?([零〇一二两兩三四五六七八九])?$/u.exec(text);
  if (parts === null || text === '') return null;
  const [, tens, ten, ones] = parts;
  if (ten === undefined) {
    // Without 十 a single digit is a number, two are a spelled-out string.
    const only = tens !== undefined && ones !== undefined ? undefined : (tens ?? ones);
    return only === undefined ? null : (digits[only] ?? null);
  }
  return (tens === undefined ? 1 : (digits[tens] ?? 0)) * 10 + (ones === undefined ? 0 : (digits[ones] ?? 0));
}
