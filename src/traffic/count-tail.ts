/** What is expected of a count: its mean and variance, both in events. */
export interface Expected {
  mean: number;
  variance: number;
}

/** Natural logarithm of the probability that nothing comes at all. */
function logOfNone({ mean, variance }: Expected): number {
  if (variance <= mean * (1 + 1e-9)) return -mean;
  return ((mean * mean) / (variance - mean)) * Math.log(mean / variance);
}

/**
 * Probability that a count is `count` or more: Poisson, or where the past was more scattered than that, the negative
 * binomial of the same mean and variance (Cameron and Trivedi, Regression Analysis of Count Data, NB2).
 * @param count whole, not negative
 */
export function tailProbability(count: number, expected: Expected): number {
  const { mean, variance } = expected;
  if (count <= 0) return 1;
  if (mean <= 0) return 0;
  const scattered = variance > mean * (1 + 1e-9);
  const size = (mean * mean) / (variance - mean);
  // In logarithms: the first term of a busy hour is smaller than a double can hold.
  let term = logOfNone(expected);
  let below = 0;
  for (let k = 0; k < count; k++) {
    below += Math.exp(term);
    term += Math.log(scattered ? ((k + size) / (k + 1)) * (1 - mean / variance) : mean / (k + 1));
  }
  return Math.min(1, Math.max(0, 1 - below));
}

/** Under it hearing nothing is no chance any more, unless the team says otherwise. */
export const defaultSilenceChance = 0.001;

/** Probability of hearing nothing over a span in which this much is expected. */
export const silenceLikelihood = (expected: Expected): number => (expected.mean <= 0 ? 1 : Math.exp(logOfNone(expected)));

/** When a count is out of the ordinary. */
export interface SpikeLimits {
  /** Times the expected mean. */
  factor: number;
  /** Fewer events than this are never one: from 1 to 2 is no spike. */
  least: number;
  /** Probability under which chance does not explain it. */
  chance: number;
}

export const defaultSpikeLimits: SpikeLimits = { factor: 3, least: 5, chance: 0.001 };

/** Whether a count is more than chance and the limits allow; all three have to be passed. */
export const isSpike = (count: number, expected: Expected, limits: SpikeLimits = defaultSpikeLimits): boolean =>
  count >= limits.least && count >= limits.factor * expected.mean && tailProbability(count, expected) < limits.chance;
