import { readFile } from 'node:fs/promises';
import type { Entities } from './entities/find-entities.ts';
import { assembleUnderstander } from './assemble-understander.ts';
import type { Topic } from './topic/topics.ts';

export type { Entities, Topic };

/** What the conversation knows before this message is read. */
export interface MessageContext {
  /** BCP 47, of the buyer's last message whose language was certain. */
  lastLanguage?: string;
  /** BCP 47, of the marketplace or the buyer's account. */
  locale?: string;
  /** Buyer messages without an answer, this one included. */
  unansweredCount?: number;
  /** How long the oldest of them has waited. */
  waitingMs?: number;
}

export interface Understanding {
  /** BCP 47: en de es fr it pt nl pl sv tr ar th vi id ms zh ko ja ru; null when there is nothing to judge by. */
  language: string | null;
  /** False when the language is a guess or was taken from the context. */
  languageReliable: boolean;
  /** Probability, 0..1. */
  dissatisfaction: number;
  /** Whether `dissatisfaction` reaches the tuned threshold. */
  dissatisfied: boolean;
  topic: Topic;
  entities: Entities;
}

export interface Understander {
  /** Pure and synchronous; takes any string, looks at its first 4,000 characters, never throws. */
  understand(text: string, context?: MessageContext): Understanding;
}

/**
 * Loads language table, lexicon and models once: measured 140 ms and +35 MB RSS, then 0.12 ms per message of 128 characters.
 * @throws Error when a model file is missing or was not written by `npm run train`.
 */
export async function createUnderstander(): Promise<Understander> {
  const [{ loadLexicon }, { modelFiles }, { readModel }, { readNgramTable }] = await Promise.all([
    import('./lexicon/load-lexicon.ts'),
    import('./model/model-files.ts'),
    import('./model/model-file.ts'),
    import('./language/ngram-table.ts'),
  ]);
  const [lexicon, table, language, tone, topic] = await Promise.all([
    loadLexicon(),
    readFile(modelFiles.languageTable),
    readFile(modelFiles.language),
    readFile(modelFiles.tone),
    readFile(modelFiles.topic),
  ]);
  return assembleUnderstander({
    lexicon,
    languageTable: readNgramTable(table),
    languageModel: readModel(language),
    toneModel: readModel(tone),
    topicModel: readModel(topic),
  });
}
