import { scoreFeatures, sigmoid, type LinearModel } from '../model/linear-model.ts';
import type { ToneClassifier } from '../ports.ts';
import { weighSignals } from './weigh-signals.ts';

/**
 * In cross-validation on the training sentences F1 is flat from 0.35 to 0.5 (0.90). Of these, 0.4: a complaint overlooked costs more
 * than one look too many.
 */
const threshold = 0.4;

/** Log-odds of a message without letters: most are emoji, order numbers or "??". An angry face alone lifts it over the threshold. */
const wordless = -2;

/**
 * What the words say (n-grams and lexicon concepts, one logistic regression) plus what the conversation says (waiting, shouting).
 * Both are log-odds, so they add up.
 */
export function createToneClassifier(model: LinearModel): ToneClassifier {
  const scores = new Float64Array(1);
  return {
    threshold,
    dissatisfaction(message, context) {
      const signals = weighSignals(message.text, context);
      if (!/\p{L}/u.test(message.text)) return sigmoid(wordless + signals);
      scoreFeatures(model, message.features, scores);
      return sigmoid((scores[0] ?? 0) + signals);
    },
  };
}
