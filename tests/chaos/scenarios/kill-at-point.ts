import type { RacePoint } from '../../../src/race.ts';
import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';
import { oneOf } from '../random.ts';

/** Points that any busy time passes. */
const points = [
  'inbox-stored',
  'batch-understood',
  'batch-applied',
  'card-posted',
  'card-recorded',
  'tap-received',
  'tap-committed',
  'tap-answered',
  'reply-queued',
  'reply-translated',
  'reply-marked',
  'reply-sent',
  'reply-recorded',
] as const satisfies RacePoint[];

/** kill -9 between two steps of the way, exactly there. */
export const killAtPoint: Scenario = {
  name: 'kill at a point',
  weight: 2,
  async play(run) {
    const point = oneOf(run.random, points);
    run.history.add('fault', `kill at ${point}`);
    await run.ground.service.killAt(point);
    await liveThrough(run, { writing: { repeated: 0.3 } });
    await run.ground.service.mourn(run.ground.service.deaths);
  },
};
