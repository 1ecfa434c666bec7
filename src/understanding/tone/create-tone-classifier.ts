import { scoreFeatures, sigmoid, type LinearModel } from '../model/linear-model.ts';
import type { ToneClassifier } from '../ports.ts';
import { weighSignals } from './weigh-signals.ts';

/** Best F1 in cross-validation on the training sentences; the curve is flat from 0.4 to 0.6. */
const threshold = 0.5;

/**
 * What the words say (n-grams and lexicon concepts, one logistic regression) plus what the conversation says (waiting, shouting).
 * Both are log-odds, so they add up.
 */
export function createToneClassifier(model: LinearModel): ToneClassifier {
  const scores = new Float64Array(1);
  return {
    threshold,
    dissatisfaction(message, context) {
      if (message.features.ngramCount === 0) return 0;
      scoreFeatures(model, message.features, scores);
      return sigmoid((scores[0] ?? 0) + weighSignals(message.text, context));
    },
  };
}
