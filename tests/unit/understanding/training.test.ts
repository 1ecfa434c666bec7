import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { languages } from '../../../src/understanding/language/languages.ts';
import { loadLexicon } from '../../../src/understanding/lexicon/load-lexicon.ts';
import { readModel, writeModel } from '../../../src/understanding/model/model-file.ts';
import { modelFiles } from '../../../src/understanding/model/model-files.ts';
import { topics } from '../../../src/understanding/topic/topics.ts';
import { measureAccuracy, type Accuracy } from '../../../src/understanding/training/measure-accuracy.ts';
import { packNgrams } from '../../../src/understanding/training/pack-ngrams.ts';
import { readCorpus, type Labelled } from '../../../src/understanding/training/read-corpus.ts';
import { trainModels } from '../../../src/understanding/training/train-models.ts';
import { createUnderstander } from '../../../src/understanding/understand.ts';

type Sentence = Required<Labelled>;
let corpus: Sentence[];
let heldout: Sentence[];
beforeAll(async () => {
  [corpus, heldout] = await Promise.all([readCorpus('corpus'), readCorpus('heldout')]);
});

/** What makes two sentences the same to a reader. */
const essence = ({ text }: Sentence) => text.toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '');

describe('the corpus', () => {
  test.each(languages)('%s has enough of every kind', (language) => {
    const own = corpus.filter((sentence) => sentence.language === language);
    const complaints = own.filter(({ dissatisfied }) => dissatisfied).length;
    expect(own.length).toBeGreaterThanOrEqual(110);
    expect(heldout.filter((sentence) => sentence.language === language).length).toBeGreaterThanOrEqual(20);
    expect(complaints / own.length).toBeGreaterThan(0.4);
    expect(complaints / own.length).toBeLessThan(0.6);
    expect(new Set(own.map(({ topic }) => topic))).toEqual(new Set(topics));
  });

  test('no sentence stands twice in a language, and no held-out one was trained on', () => {
    const keys = [...corpus, ...heldout].map((sentence) => `${sentence.language} ${essence(sentence)}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

test('training again writes the committed files, byte for byte', { timeout: 120_000 }, async () => {
  const models = trainModels(corpus, await loadLexicon());
  for (const name of ['language', 'tone', 'topic'] as const) {
    expect(Buffer.compare(writeModel(models[name]), await readFile(modelFiles[name])), name).toBe(0);
  }
  expect(Buffer.compare(await packNgrams(), await readFile(modelFiles.languageTable)), 'languageTable').toBe(0);
});

describe('a model file', () => {
  test('reads as what was written', async () => {
    const file = await readFile(modelFiles.tone);
    expect(Buffer.compare(writeModel(readModel(file)), file)).toBe(0);
  });

  test('that is none, or cut short, is refused', async () => {
    const file = await readFile(modelFiles.tone);
    expect(() => readModel(new Uint8Array(10))).toThrow(/npm run train/);
    expect(() => readModel(file.subarray(0, 5_000))).toThrow(/expected/);
  });
});

describe('on held-out sentences', () => {
  let accuracy: Accuracy;
  beforeAll(async () => {
    accuracy = measureAccuracy(heldout, await createUnderstander());
  });

  // Floors two to four points under what was measured when they were set: they catch a broken model, not noise.
  test('dissatisfaction keeps its F1', () => expect(accuracy.dissatisfied.f1).toBeGreaterThan(0.87));
  test('dissatisfaction keeps its precision', () => expect(accuracy.dissatisfied.precision).toBeGreaterThan(0.85));
  test('topics keep their accuracy', () => expect(accuracy.topic.accuracy).toBeGreaterThan(0.62));
  test('languages keep their accuracy', () => expect(accuracy.language.accuracy).toBeGreaterThan(0.97));
});
