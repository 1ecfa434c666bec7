import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** What package-lock.json says of every package, looked at without a registry: not each of them answers `npm audit`. */

interface Locked {
  version: string;
  license?: string;
  integrity?: string;
  resolved?: string;
  hasInstallScript?: boolean;
}

const read = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'));
const { packages } = read('package-lock.json') as { packages: Record<string, Locked> };
const all = Object.entries(packages).filter(([place]) => place !== '');
const nameOf = (place: string): string => place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** What may be shipped with an Apache-2.0 product: permissive ones; file-level copyleft in packages of their own. */
const allowed = new Set([
  'MIT',
  'MIT-0',
  'Apache-2.0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
  'PSF-2.0',
  'CC-BY-3.0',
  'MPL-2.0',
  'EPL-2.0',
  'LGPL-3.0-or-later',
]);
/** Packages whose manifest names none, or another of which one may choose; what their own files say. */
const stated: Readonly<Record<string, string>> = { 'seq-queue': 'MIT' };

function isAllowed(expression: string): boolean {
  const words = expression.replaceAll(/[()]/g, ' ').trim();
  if (/\sOR\s/.test(words)) return words.split(/\s+OR\s+/).some(isAllowed);
  return words.split(/\s+AND\s+/i).every((license) => allowed.has(license));
}

test('every package has a licence that may be shipped', () => {
  const odd = all.filter(([place, { license }]) => !isAllowed(license ?? stated[nameOf(place)] ?? 'none'));
  expect(odd.map(([place, { license }]) => `${nameOf(place)}: ${license}`)).toEqual([]);
});

test('every package is pinned by its hash and names no registry', () => {
  expect(all.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([place]) => place)).toEqual([]);
  expect(all.filter(([, { resolved }]) => resolved !== undefined).map(([place]) => place)).toEqual([]);
});

test('no package is of a version known to be bad', () => {
  const bad = (read(new URL('known-bad.json', import.meta.url)) as { entries: { name: string; fixed: string[]; why: string }[] })
    .entries;
  const found = all.flatMap(([place, { version }]) =>
    bad
      .filter(({ name, fixed }) => name === nameOf(place) && !isMended(version, fixed))
      .map(({ why }) => `${nameOf(place)} ${version}: ${why}`),
  );
  expect(found).toEqual([]);
});

/** Within its line from the mended version on; lines newer than all of those never had it. */
function isMended(version: string, fixed: readonly string[]): boolean {
  if (fixed.length === 0) return false;
  const own = numbers(version);
  const ofLine = fixed.map(numbers).find(([major]) => major === own[0]);
  if (!ofLine) return own[0]! > Math.max(...fixed.map((each) => numbers(each)[0]!));
  const at = own.findIndex((part, index) => part !== ofLine[index]);
  return at === -1 || own[at]! > ofLine[at]!;
}

const numbers = (version: string): number[] => version.split(/[.-]/).slice(0, 3).map(Number);
