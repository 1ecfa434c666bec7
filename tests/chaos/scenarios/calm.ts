import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';

/** Nothing is in the way: then nothing is repeated either, and no tap waits. */
export const calm: Scenario = { name: 'calm', weight: 3, play: (run) => liveThrough(run) };
