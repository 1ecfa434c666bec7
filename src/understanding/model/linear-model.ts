import type { Features } from '../ports.ts';

/**
 * A linear model over hashed features: one row of `classes` weights per bucket. Weights are bytes; a weight is its byte times
 * `scale`. Concepts have their own, smaller table, since there are few and they must not collide with n-grams.
 */
export interface LinearModel {
  classes: number;
  /** log2 of the number of n-gram buckets. */
  ngramBits: number;
  /** log2 of the number of concept buckets. */
  conceptBits: number;
  /** One n-gram's byte counts `ngramScale / √n`, one concept's `conceptScale`. */
  ngramScale: number;
  conceptScale: number;
  bias: Float32Array;
  ngramWeights: Int8Array;
  conceptWeights: Int8Array;
}

/** Adds up the score (logit) of every class into `scores`. */
export function scoreFeatures(model: LinearModel, features: Features, scores: Float64Array): void {
  const { classes } = model;
  scores.fill(0);
  addRows(scores, classes, features.ngrams, features.ngramCount, 32 - model.ngramBits, model.ngramWeights);
  const ngramValue = model.ngramScale / Math.sqrt(Math.max(1, features.ngramCount));
  for (let k = 0; k < classes; k++) scores[k] = (scores[k] ?? 0) * ngramValue;

  conceptScores.fill(0);
  addRows(conceptScores, classes, features.concepts, features.conceptCount, 32 - model.conceptBits, model.conceptWeights);
  for (let k = 0; k < classes; k++)
    scores[k] = (scores[k] ?? 0) + (conceptScores[k] ?? 0) * model.conceptScale + (model.bias[k] ?? 0);
}

/** More classes than any model has; reused, since scoring is synchronous. */
const conceptScores = new Float64Array(32);

function addRows(
  sums: Float64Array,
  classes: number,
  hashes: Uint32Array,
  count: number,
  shift: number,
  weights: Int8Array,
): void {
  for (let i = 0; i < count; i++) {
    const row = ((hashes[i] ?? 0) >>> shift) * classes;
    for (let k = 0; k < classes; k++) sums[k] = (sums[k] ?? 0) + (weights[row + k] ?? 0);
  }
}

export function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
