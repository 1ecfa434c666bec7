import { topics, type Topic } from '../topic/topics.ts';
import type { Understander } from '../understand.ts';
import type { Labelled } from './read-corpus.ts';

export interface Accuracy {
  n: number;
  language: { n: number; accuracy: number | null };
  dissatisfied: { n: number; precision: number | null; recall: number | null; f1: number | null };
  topic: { n: number; accuracy: number | null; macroF1: number | null };
}

/** Understands every sentence by its text alone and compares with whatever labels it carries; a missing label is not counted. */
export function measureAccuracy(sentences: readonly Labelled[], understander: Understander): Accuracy {
  const seen = sentences.map((sentence) => ({ sentence, got: understander.understand(sentence.text) }));

  const toned = seen.filter(({ sentence }) => sentence.dissatisfied !== undefined);
  const tone = f1Of(toned.map(({ sentence, got }) => ({ truth: sentence.dissatisfied === true, guess: got.dissatisfied })));
  const spoken = seen.filter(({ sentence }) => sentence.language !== undefined);
  const sorted = seen.flatMap(({ sentence, got }) =>
    sentence.topic === undefined ? [] : [{ truth: sentence.topic, guess: got.topic }],
  );
  return {
    n: sentences.length,
    language: {
      n: spoken.length,
      accuracy: share(spoken.filter(({ sentence, got }) => baseOf(sentence.language) === got.language).length, spoken.length),
    },
    dissatisfied: { n: toned.length, ...tone },
    topic: {
      n: sorted.length,
      accuracy: share(sorted.filter(({ truth, guess }) => truth === guess).length, sorted.length),
      macroF1: macroF1(sorted),
    },
  };
}

function f1Of(pairs: readonly { truth: boolean; guess: boolean }[]) {
  const hits = pairs.filter(({ truth, guess }) => truth && guess).length;
  const precision = share(hits, pairs.filter(({ guess }) => guess).length);
  const recall = share(hits, pairs.filter(({ truth }) => truth).length);
  const f1 = precision === null || recall === null ? null : hits === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1 };
}

/** Mean F1 of the topics that occur. */
function macroF1(pairs: readonly { truth: Topic; guess: Topic }[]): number | null {
  const occurring = topics.filter((topic) => pairs.some(({ truth }) => truth === topic));
  const scores = occurring.map(
    (topic) => f1Of(pairs.map(({ truth, guess }) => ({ truth: truth === topic, guess: guess === topic }))).f1 ?? 0,
  );
  return share(
    scores.reduce((sum, score) => sum + score, 0),
    occurring.length,
  );
}

/** `zh-CN` and `zh` are the same to us. */
function baseOf(language: string | undefined): string | undefined {
  return language?.split(/[-_]/)[0]?.toLowerCase();
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
