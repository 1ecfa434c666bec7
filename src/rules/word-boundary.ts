/** Letters of alphabets that put spaces between words, and digits. */
const wordLetter = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Georgian}\p{N}]/u;

const yes = 1;
const no = 2;
/** By unit, as far as it was asked; 0 is unknown. */
const known = new Uint8Array(0x1_0000);

/**
 * Whether a word may begin or end between the characters around `at`.
 * @param units UTF-16, of which the first `length` count
 */
export function isWordBoundary(units: Uint16Array, length: number, at: number): boolean {
  if (at === 0 || at === length) return true;
  const before = units[at - 1]!;
  const after = units[at]!;
  return !(
    (isLowSurrogate(before) ? isLetterPair(units[at - 2], before) : isLetter(before)) &&
    (isHighSurrogate(after) ? isLetterPair(after, units[at + 1]) : isLetter(after))
  );
}

function isLetter(unit: number): boolean {
  if (known[unit] === 0) known[unit] = wordLetter.test(String.fromCharCode(unit)) ? yes : no;
  return known[unit] === yes;
}

const isHighSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xd800;
const isLowSurrogate = (unit: number): boolean => (unit & 0xfc00) === 0xdc00;

function isLetterPair(high: number | undefined, low: number | undefined): boolean {
  return high !== undefined && low !== undefined && wordLetter.test(String.fromCharCode(high, low));
}
