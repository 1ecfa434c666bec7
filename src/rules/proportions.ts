/** `hits` of `of`. */
export interface Proportion {
  hits: number;
  of: number;
}

export interface Interval {
  low: number;
  high: number;
}

/** Two-sided 95 %. */
const z = 1.959964;
/** One-sided 80 %: the power with which a difference should be seen. */
const zPower = 0.841621;

export const shareOf = ({ hits, of }: Proportion): number => (of === 0 ? 0 : hits / of);

/**
 * Where the true share lies, at 95 %: the score interval (Wilson, JASA 22, 1927), which stays within 0 and 1 and holds for
 * few observations. Without any: 0 to 1.
 */
export function wilson(proportion: Proportion): Interval {
  const { of: n } = proportion;
  if (n === 0) return { low: 0, high: 1 };
  const p = shareOf(proportion);
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** Where b − a lies, at 95 %: the square-and-add interval (Newcombe, Statistics in Medicine 17, 1998, method 10). */
export function newcombe(a: Proportion, b: Proportion): Interval {
  const [pa, pb] = [shareOf(a), shareOf(b)];
  const [ia, ib] = [wilson(a), wilson(b)];
  const difference = pb - pa;
  return {
    low: difference - Math.hypot(pb - ib.low, ia.high - pa),
    high: difference + Math.hypot(ib.high - pb, pa - ia.low),
  };
}

/**
 * Observations that each side needs before a difference as large as the one seen shows at 95 % with 80 % power (Fleiss,
 * Statistical Methods for Rates and Proportions, ch. 4, without continuity correction). Infinity where there is none.
 */
export function neededPerSide(a: Proportion, b: Proportion): number {
  const [pa, pb] = [shareOf(a), shareOf(b)];
  if (pa === pb) return Infinity;
  const mean = (pa + pb) / 2;
  const root = z * Math.sqrt(2 * mean * (1 - mean)) + zPower * Math.sqrt(pa * (1 - pa) + pb * (1 - pb));
  return Math.ceil((root / (pa - pb)) ** 2);
}
