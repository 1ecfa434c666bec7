import type { Random } from '../random.ts';
import type { Ground } from './ground.ts';
import type { History } from './history.ts';

/** One play of one scenario. */
export interface Run {
  /** In every id and every word of this run, so that it is known again wherever it turns up. */
  id: string;
  random: Random;
  ground: Ground;
  history: History;
}

export interface Scenario {
  name: string;
  /** How often it is drawn, beside the others. */
  weight: number;
  /** Where it cannot be played; absent = anywhere. */
  possible?: (ground: Ground) => boolean;
  play(run: Run): Promise<void>;
}
