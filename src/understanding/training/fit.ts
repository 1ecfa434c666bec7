import type { LinearModel } from '../model/linear-model.ts';
import { quantise } from './quantise.ts';
import { createRandom, shuffle } from './random.ts';

/** One labelled message, its features copied out of the shared buffer. */
export interface Sample {
  ngrams: Uint32Array;
  concepts: Uint32Array;
  /** Class number; of a two-way model 1 = yes. */
  label: number;
}

export interface FitOptions {
  /** 1 = yes or no. */
  classes: number;
  ngramBits: number;
  conceptBits: number;
  epochs: number;
  rate: number;
  /** L2 penalty on the weights a sample touches, per step. */
  penalty: number;
  /** How much one concept weighs beside the n-grams, which weigh 1/√n each. */
  conceptValue: number;
  /** Share of features left out at each step, so that no single spelling carries a decision. */
  dropout: number;
  seed: number;
}

/** Weights with AdaGrad's memory of past gradients. */
interface Table {
  weights: Float32Array;
  squares: Float32Array;
  shift: number;
}

/**
 * Logistic regression (one class: sigmoid; several: softmax) by AdaGrad over shuffled single samples. Same samples and options
 * give the same bytes. Duchi, Hazan, Singer 2011, https://jmlr.org/papers/v12/duchi11a.html
 */
export function fit(samples: readonly Sample[], options: FitOptions): LinearModel {
  const { classes, ngramBits, conceptBits, conceptValue } = options;
  const ngrams = createTable(classes, ngramBits);
  const concepts = createTable(classes, conceptBits);
  const bias = createTable(classes, 0);
  const random = createRandom(options.seed);
  const order = [...samples];
  const errors = new Float64Array(classes);
  const always = Uint32Array.of(0);

  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random);
    for (const sample of order) {
      const seenNgrams = sample.ngrams.filter(() => random() >= options.dropout);
      const seenConcepts = sample.concepts.filter(() => random() >= options.dropout);
      const value = 1 / Math.sqrt(Math.max(1, seenNgrams.length));
      errors.set(bias.weights.subarray(0, classes));
      addScores(ngrams, seenNgrams, value, errors);
      addScores(concepts, seenConcepts, conceptValue, errors);
      scoresToErrors(errors, sample.label);
      step(ngrams, seenNgrams, value, errors, options);
      step(concepts, seenConcepts, conceptValue, errors, options);
      step(bias, always, 1, errors, options);
    }
  }
  const ngramBytes = quantise(ngrams.weights);
  const conceptBytes = quantise(concepts.weights);
  return {
    classes,
    ngramBits,
    conceptBits,
    ngramScale: ngramBytes.scale,
    conceptScale: Math.fround(conceptBytes.scale * conceptValue),
    bias: bias.weights.slice(0, classes),
    ngramWeights: ngramBytes.bytes,
    conceptWeights: conceptBytes.bytes,
  };
}

function createTable(classes: number, bits: number): Table {
  return { weights: new Float32Array(classes << bits), squares: new Float32Array(classes << bits).fill(1e-6), shift: 32 - bits };
}

function addScores(table: Table, hashes: Uint32Array, value: number, scores: Float64Array): void {
  const classes = scores.length;
  for (const hash of hashes) {
    const row = rowOf(table, hash) * classes;
    for (let k = 0; k < classes; k++) scores[k] = (scores[k] ?? 0) + (table.weights[row + k] ?? 0) * value;
  }
}

/** Shifting by 32 would shift by nothing: a table of no bits has one row. */
function rowOf(table: Table, hash: number): number {
  return table.shift === 32 ? 0 : hash >>> table.shift;
}

/** Turns scores into the gradient of the log loss: probability minus truth. */
function scoresToErrors(scores: Float64Array, label: number): void {
  if (scores.length === 1) {
    scores[0] = 1 / (1 + Math.exp(-(scores[0] ?? 0))) - label;
    return;
  }
  const highest = Math.max(...scores);
  let sum = 0;
  for (let k = 0; k < scores.length; k++) sum += scores[k] = Math.exp((scores[k] ?? 0) - highest);
  for (let k = 0; k < scores.length; k++) scores[k] = (scores[k] ?? 0) / sum - (k === label ? 1 : 0);
}

function step(table: Table, hashes: Uint32Array, value: number, errors: Float64Array, options: FitOptions): void {
  const { weights, squares } = table;
  const classes = errors.length;
  for (const hash of hashes) {
    const row = rowOf(table, hash) * classes;
    for (let k = 0; k < classes; k++) {
      const weight = weights[row + k] ?? 0;
      const gradient = (errors[k] ?? 0) * value + options.penalty * weight;
      const square = (squares[row + k] ?? 0) + gradient * gradient;
      squares[row + k] = square;
      weights[row + k] = weight - (options.rate * gradient) / Math.sqrt(square);
    }
  }
}
