import { liveThrough } from '../checker/day.ts';
import type { Scenario } from '../checker/run.ts';
import { between } from '../random.ts';

/** Everybody outside says 429, again and again. */
export const rateLimits: Scenario = {
  name: 'rate limits',
  weight: 6,
  async play(run) {
    const { feishu, shop } = run.ground;
    const times = between(run.random, 1, 3);
    run.history.add('fault', `${times} × 429`);
    feishu.failNext({ path: /messages/, status: 429, code: 99991400, headers: { 'x-ogw-ratelimit-reset': '1' }, times });
    feishu.failNext({ path: /messages/, status: 400, code: 230020 });
    shop.refuse(429, 429, 503);
    await liveThrough(run);
    feishu.heal();
  },
};
