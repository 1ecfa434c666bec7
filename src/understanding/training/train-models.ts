import { createMessageReader } from '../features/read-message.ts';
import { judgedLanguages } from '../language/languages.ts';
import type { ConceptFinder } from '../lexicon/find-concepts.ts';
import type { LinearModel } from '../model/linear-model.ts';
import { topics } from '../topic/topics.ts';
import { fit, type FitOptions, type Sample } from './fit.ts';
import type { Labelled } from './read-corpus.ts';

/**
 * Chosen by 5-fold cross-validation on `corpus/` alone. Folds are blocks of six neighbouring lines, the same in every language:
 * languages tell of similar mishaps in a similar order, and line by line one language's fold would betray another's.
 */
const common = { conceptBits: 13, penalty: 1e-3 };
// prettier-ignore
const options = {
  tone: { ...common, classes: 1, ngramBits: 17, conceptValue: 0.5, epochs: 20, rate: 0.15, dropout: 0.2, seed: 1 },
  topic: { ...common, classes: topics.length, ngramBits: 15, conceptValue: 1, epochs: 18, rate: 0.1, dropout: 0.3, seed: 2 },
  language: {
    classes: judgedLanguages.length, ngramBits: 14, conceptBits: 0, conceptValue: 0,
    penalty: 1e-5, epochs: 8, rate: 0.1, dropout: 0.2, seed: 3,
  },
} satisfies Record<string, FitOptions>;

export interface TrainedModels {
  language: LinearModel;
  tone: LinearModel;
  topic: LinearModel;
}

/** Pure: the same sentences in the same order give the same models, byte for byte. */
export function trainModels(sentences: readonly Required<Labelled>[], lexicon: ConceptFinder): TrainedModels {
  const read = createMessageReader(lexicon);
  const samples = sentences.map((sentence): Sample => {
    const { features } = read(sentence.text, sentence.language);
    return {
      ngrams: features.ngrams.slice(0, features.ngramCount),
      concepts: features.concepts.slice(0, features.conceptCount),
      label: 0,
    };
  });
  const none = new Uint32Array(0);
  const labelled = (label: (sentence: Required<Labelled>) => number) =>
    samples.map((sample, index) => ({ ...sample, label: label(sentences[index] as Required<Labelled>) }));

  return {
    tone: fit(
      labelled(({ dissatisfied }) => (dissatisfied ? 1 : 0)),
      options.tone,
    ),
    topic: fit(
      labelled(({ topic }) => topics.indexOf(topic)),
      options.topic,
    ),
    language: fit(
      // The lexicon is looked up by language, so its concepts would give the answer away.
      labelled(({ language }) => judgedLanguages.findIndex((judged) => judged === language))
        .filter(({ label }) => label >= 0)
        .map((sample) => ({ ...sample, concepts: none })),
      options.language,
    ),
  };
}
