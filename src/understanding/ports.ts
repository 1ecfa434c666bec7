import type { MessageContext, Topic } from './understand.ts';

/** The parts of understanding behind one method each, so that a language model may take the place of any of them. */

export interface LanguageDetector {
  /** `language` is null when the text has no letters to judge by and the context says nothing. */
  detect(text: string, context: MessageContext): { language: string | null; reliable: boolean };
}

export interface ToneClassifier {
  /** Probability, 0..1, that a supervisor would call the buyer dissatisfied. */
  dissatisfaction(message: ReadMessage, context: MessageContext): number;
  /** At or over this probability the buyer counts as dissatisfied. */
  readonly threshold: number;
}

export interface TopicClassifier {
  topic(message: ReadMessage): Topic;
}

/** What the classifiers share, so that a message is folded, looked up and hashed once. */
export interface ReadMessage {
  /** As the buyer wrote it, cut to the analysed length. */
  text: string;
  /** BCP 47, null when unknown. */
  language: string | null;
  features: Features;
}

/**
 * Hashed features in two groups. Each group's members weigh the same: n-grams 1/√n each, so that a long message counts as
 * much as a short one; concepts the constant given.
 */
export interface Features {
  /** 32-bit hashes of character n-grams and words; only the first `ngramCount` are of this message. */
  ngrams: Uint32Array;
  ngramCount: number;
  /** 32-bit hashes of lexicon concepts and their pairs; only the first `conceptCount` are of this message. */
  concepts: Uint32Array;
  conceptCount: number;
}
