import { expect, test } from 'vitest';
import { createLane } from '../../../adapters/outbound/lane.ts';
import { createSleeper } from '../../../adapters/outbound/sleeper.ts';
import { MessengerError } from '../../../src/ports/messenger.ts';
import { createSlidingWindow } from '../../../adapters/outbound/sliding-window.ts';
import type { Sleeper } from '../../../adapters/outbound/sliding-window.ts';

/** Time that only moves when somebody sleeps. */
function createFakeSleeper() {
  let now = 0;
  return {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
    pass: (ms: number) => {
      now += ms;
    },
  };
}

const laneOn = (sleeper: Sleeper) =>
  createLane({
    limits: {
      perChat: [{ limit: 4, windowMs: 1_000 }],
      perMessage: [{ limit: 1, windowMs: 1_000 }],
      perApi: [{ limit: 45, windowMs: 1_000 }],
    },
    sleeper,
    isAppWide: ({ platformCode }) => platformCode === '99991400',
  });

test('never more than the limit in any window, counted from answers', async () => {
  const sleeper = createFakeSleeper();
  const window = createSlidingWindow({ limit: 4, windowMs: 1_000, sleeper });
  const starts: number[] = [];
  for (let i = 0; i < 12; i += 1) {
    const leave = await window.enter();
    starts.push(sleeper.now());
    // A slow platform: the call may have reached it at any time of these 300 ms.
    sleeper.pass(300);
    leave();
  }
  starts.forEach((start, i) => {
    if (i >= 4) expect(start).toBeGreaterThanOrEqual((starts[i - 4] ?? 0) + 300 + 1_000);
  });
});

test('first come, first served, and a pause shuts everybody out', async () => {
  const sleeper = createFakeSleeper();
  const window = createSlidingWindow({ limit: 1, windowMs: 1_000, sleeper });
  const order: string[] = [];
  window.hold(5_000);
  await Promise.all(
    ['a', 'b', 'c'].map(async (name) => {
      const leave = await window.enter();
      order.push(`${name} ${sleeper.now()}`);
      leave();
    }),
  );
  expect(order).toEqual(['a 5000', 'b 6000', 'c 7000']);
  expect(window.idle()).toBe(false);
  sleeper.pass(1_001);
  expect(window.idle()).toBe(true);
});

test('what is urgent overtakes what waits, and nothing else changes place', async () => {
  const lane = laneOn(createFakeSleeper());
  const order: string[] = [];
  const send = (name: string, urgent = false) =>
    lane.send({ api: 'create', chat: 'oc_1', urgent }, async () => void order.push(name));
  await Promise.all([send('1'), send('2'), send('3'), send('4'), send('5'), send('6'), send('fire', true), send('7')]);
  expect(order.indexOf('fire')).toBeLessThan(order.indexOf('6'));
  expect(order.filter((name) => name !== 'fire')).toEqual(['1', '2', '3', '4', '5', '6', '7']);
});

test('of redraws that wait the newest one is sent, and everybody gets its outcome', async () => {
  const lane = laneOn(createFakeSleeper());
  const drawn: number[] = [];
  const redraw = (version: number) =>
    lane.redraw('om_1', async () => {
      drawn.push(version);
    });
  await Promise.all([redraw(1), redraw(2), redraw(3)]);
  await redraw(4);
  expect(drawn).toEqual([3, 4]);
});

test('a redraw that fails fails for all who wait for it, and the next one is tried', async () => {
  const lane = laneOn(createFakeSleeper());
  const failed = [lane.redraw('om_1', async () => undefined), lane.redraw('om_1', () => Promise.reject(new Error('gone')))];
  expect((await Promise.allSettled(failed)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  await expect(lane.redraw('om_1', async () => undefined)).resolves.toBeUndefined();
});

test('stopping ends every wait', async () => {
  const sleeper = createSleeper('Feishu');
  const lane = laneOn(sleeper);
  lane.redrawnByTap('om_1');
  const waiting = lane.redraw('om_1', async () => undefined);
  await Promise.resolve();
  sleeper.stop();
  await expect(waiting).rejects.toMatchObject({ name: 'MessengerError', fault: 'unreachable' });
});

test('a limit of one chat leaves the others alone, a limit of the app does not', async () => {
  const sleeper = createFakeSleeper();
  const lane = laneOn(sleeper);
  const refuse = (platformCode: string) =>
    lane.send({ api: 'create', chat: 'oc_busy' }, () =>
      Promise.reject(new MessengerError('throttled', 'too fast', { retryAfterMs: 9_000, platformCode })),
    );
  await expect(refuse('230020')).rejects.toThrow();
  await lane.send({ api: 'create', chat: 'oc_calm' }, async () => undefined);
  expect(sleeper.now()).toBe(0);
  await expect(refuse('99991400')).rejects.toThrow();
  const refusedAt = sleeper.now();
  await lane.send({ api: 'create', chat: 'oc_calm' }, async () => undefined);
  expect(sleeper.now()).toBe(refusedAt + 9_000);
});
