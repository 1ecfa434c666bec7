import { findEntities } from './entities/find-entities.ts';
import { analysedLength } from './features/hash-ngrams.ts';
import { createMessageReader } from './features/read-message.ts';
import { createLanguageDetector } from './language/create-language-detector.ts';
import type { NgramTable } from './language/ngram-table.ts';
import type { ConceptFinder } from './lexicon/find-concepts.ts';
import type { LinearModel } from './model/linear-model.ts';
import { createToneClassifier } from './tone/create-tone-classifier.ts';
import { createTopicClassifier } from './topic/create-topic-classifier.ts';
import type { Understander } from './understand.ts';

export interface TrainedParts {
  lexicon: ConceptFinder;
  languageTable: NgramTable;
  languageModel: LinearModel;
  toneModel: LinearModel;
  topicModel: LinearModel;
}

/** Joins the parts; apart from loading, so that training can judge models that are not on disk yet. */
export function assembleUnderstander(parts: TrainedParts): Understander {
  const detector = createLanguageDetector(parts.languageTable, parts.languageModel);
  const read = createMessageReader(parts.lexicon);
  const tone = createToneClassifier(parts.toneModel);
  const topics = createTopicClassifier(parts.topicModel);
  return {
    understand(text, context = {}) {
      const analysed = text.slice(0, analysedLength).toWellFormed();
      const { language, reliable } = detector.detect(analysed, context);
      const message = read(analysed, language);
      const dissatisfaction = tone.dissatisfaction(message, context);
      return {
        language,
        languageReliable: reliable,
        dissatisfaction,
        dissatisfied: dissatisfaction >= tone.threshold,
        topic: topics.topic(message),
        entities: findEntities(analysed),
      };
    },
  };
}
