import type { Logger } from '@larksuiteoapi/node-sdk';
import { silentLogger } from './silent-logger.ts';

/** How the SDK begins when it throws a frame away (`WSClient.communicate` and `handleEventData` in its source). */
const refusals = ['failed to handle inbound frame', 'failed to merge event fragments', 'invalid pong payload'];

/** Says nothing, like `silentLogger`, but tells that a frame was thrown away, which the SDK says nowhere else. */
export function createDiscreetLogger(onRefused: () => void): Logger {
  return {
    ...silentLogger,
    error(...words: unknown[]) {
      const said = words.flat().filter((word) => typeof word === 'string');
      if (said.some((word) => refusals.some((begin) => word.startsWith(begin)))) onRefused();
    },
  };
}
