import { collectMatches } from './collect-matches.ts';

/** Amazon's item number: B0 and eight capitals or digits. */
const asin = /(?<![A-Z\d])B0[A-Z\d]{8}(?![A-Z\d])/g;
const sku = /(?<![\p{L}\d])SKU[\s:：#.-]{0,3}([A-Z\d][A-Z\d_./-]{2,29})/giu;

/** ASINs and what follows the word SKU. */
export function findProducts(text: string): string[] {
  const skus = collectMatches(text, sku).map((code) => code.replace(/[./_-]+$/, ''));
  return [...new Set([...collectMatches(text, asin), ...skus])];
}
