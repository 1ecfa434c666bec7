import { scoreFeatures, type LinearModel } from '../model/linear-model.ts';
import type { TopicClassifier } from '../ports.ts';
import { topics } from './topics.ts';

/** The topic whose log-odds are highest; `other` for a text without letters. */
export function createTopicClassifier(model: LinearModel): TopicClassifier {
  const scores = new Float64Array(model.classes);
  return {
    topic(message) {
      if (!/\p{L}/u.test(message.text)) return 'other';
      scoreFeatures(model, message.features, scores);
      let best = 0;
      for (let k = 1; k < topics.length; k++) {
        if ((scores[k] ?? 0) > (scores[best] ?? 0)) best = k;
      }
      return topics[best] ?? 'other';
    },
  };
}
