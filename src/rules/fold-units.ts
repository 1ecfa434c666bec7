import { foldText } from './fold-text.ts';

/** A text folded as foldText does it, as UTF-16 units. */
export interface FoldedUnits {
  /** Used again by the next call. */
  readonly units: Uint16Array;
  /** How many of them are the text's. */
  readonly length: number;
}

const space = 0x20;
const smallI = 0x69;
const smallS = 0x73;

/** What a unit needs besides the table. */
const plain = 0;
const dropped = 1;
/** `ß` becomes two. */
const sharpS = 2;
/** Goes after an `i`, once: together they are `İ` in lower case. */
const dotAbove = 3;
/** `İ` has its dot. */
const dottedI = 4;
/** First half of a letter that may have two cases. */
const casedPair = 5;
/** Deseret and Osage, Old Hungarian and Garay, Warang Citi, Medefaidrin, Adlam. */
const casedPairs = [0xd801, 0xd803, 0xd806, 0xd81b, 0xd83a];

let tables: { folded: Uint16Array; kinds: Uint8Array } | undefined;
let units = new Uint16Array(1024);

/**
 * The same as foldText in a quarter of the time and without leaving garbage: NFKC is the engine's own, which passes over what
 * is normal already, and all the rest is one look-up a unit.
 */
export function foldUnits(text: string): FoldedUnits {
  const { folded, kinds } = (tables ??= makeTables());
  const normal = text.replaceAll('\u00b4', "'").normalize('NFKC');
  if (units.length < normal.length * 2) units = new Uint16Array(normal.length * 2);
  let length = 0;
  let last = -1;
  for (let index = 0; index < normal.length; index++) {
    const unit = normal.charCodeAt(index);
    switch (kinds[unit]) {
      case plain: {
        const next = folded[unit]!;
        if (next === space && last === space) continue;
        units[length++] = last = next;
        continue;
      }
      case dropped:
        continue;
      case sharpS:
        units[length++] = smallS;
        units[length++] = last = smallS;
        continue;
      case dotAbove:
        if (last === smallI) last = -1;
        else units[length++] = last = unit;
        continue;
      case dottedI:
        units[length++] = smallI;
        last = -1;
        continue;
      default:
        return wholly(text);
    }
  }
  return { units, length };
}

/** The slow way, for alphabets that hardly anybody writes. */
function wholly(text: string): FoldedUnits {
  const folded = foldText(text);
  for (let index = 0; index < folded.length; index++) units[index] = folded.charCodeAt(index);
  return { units, length: folded.length };
}

/** Units of alphabets with two cases, of signs and of spaces; between them lie the ideographs and syllables, which stay. */
const varied = [
  [0x0000, 0x2e7f],
  [0xa640, 0xabff],
  [0xfe00, 0xffff],
] as const;

function makeTables(): NonNullable<typeof tables> {
  const folded = Uint16Array.from({ length: 0x1_0000 }, (_, unit) => unit);
  const kinds = new Uint8Array(0x1_0000);
  for (const [first, last] of varied)
    for (let unit = first; unit <= last; unit++) {
      const result = foldText(String.fromCharCode(unit));
      if (result.length === 1) folded[unit] = result.charCodeAt(0);
      else if (result === '') kinds[unit] = dropped;
    }
  kinds['ß'.charCodeAt(0)] = kinds['ẞ'.charCodeAt(0)] = sharpS;
  kinds[0x0307] = dotAbove;
  kinds['İ'.charCodeAt(0)] = dottedI;
  for (const high of casedPairs) kinds[high] = casedPair;
  return { folded, kinds };
}
