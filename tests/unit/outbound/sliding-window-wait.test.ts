import { afterAll, expect, it } from 'vitest';
import { createCallLimits, perSecond } from '../../../adapters/http/call-limits.ts';
import { createSlidingWindow } from '../../../adapters/outbound/sliding-window.ts';

let now = 0;
const sleeper = { now: () => now, sleep: () => new Promise<void>(() => {}) };
const limits = createCallLimits({ byCall: { slow: perSecond(0.0056, 2), quick: perSecond(100, 1) } });
afterAll(() => limits.stop());

it('knows how long the next one would wait', async () => {
  const window = createSlidingWindow({ limit: 2, windowMs: 1_000, sleeper });
  expect(window.waitMs()).toBe(0);
  const leave = await window.enter();
  await window.enter();
  // Nobody has left: a whole window at least.
  expect(window.waitMs()).toBe(1_000);
  now = 400;
  leave();
  expect(window.waitMs()).toBe(1_000);
  now = 900;
  expect(window.waitMs()).toBe(500);
  now = 1_400;
  expect(window.waitMs()).toBe(0);
  window.hold(250);
  expect(window.waitMs()).toBe(250);
});

it('sends callers away whose turn is minutes off, and lets the others wait', async () => {
  for (let call = 0; call < 2; call++) (await limits.enter('acme', 'slow'))();
  const refused = limits.enter('acme', 'slow');
  await expect(refused).rejects.toMatchObject({ fault: 'throttled', retryAfterMs: expect.closeTo(357_143, -3) as number });
  (await limits.enter('other', 'slow'))();
  for (let call = 0; call < 3; call++) (await limits.enter('acme', 'quick'))();
});
