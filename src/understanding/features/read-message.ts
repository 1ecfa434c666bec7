import type { ConceptFinder } from '../lexicon/find-concepts.ts';
import type { ReadMessage } from '../ports.ts';
import { foldText } from './fold-text.ts';
import { hashConcepts } from './hash-concepts.ts';
import { analysedLength, createFeatures, hashNgrams } from './hash-ngrams.ts';

export type MessageReader = (text: string, language: string | null) => ReadMessage;

/**
 * One reader has one set of buffers: the features it returns are valid until its next call. Understanding is synchronous, so
 * nobody else can come between.
 */
export function createMessageReader(lexicon: ConceptFinder): MessageReader {
  const features = createFeatures();
  return (text, language) => {
    const folded = foldText(text.slice(0, analysedLength));
    hashNgrams(folded, features);
    hashConcepts(folded, lexicon.find(folded, language), features);
    return { text, language, features };
  };
}
