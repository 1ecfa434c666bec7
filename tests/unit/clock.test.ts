import { afterEach, expect, test, vi } from 'vitest';
import { createClock, steady } from '../../src/clock.ts';

afterEach(() => void vi.useRealTimers());

test('a clock that is set back is waited for, and time goes on meanwhile', () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  let wall = 1_000_000;
  const pass = (ms: number): void => {
    wall += ms;
    vi.advanceTimersByTime(ms);
  };
  const now = steady(() => wall);
  pass(500);
  expect(now()).toBe(1_000_500);
  wall -= 60_000;
  expect(now()).toBe(1_000_500);
  pass(100_000);
  expect(now(), 'nine tenths of the time that passed').toBe(1_090_500);
  pass(600_000);
  expect(now(), 'together again').toBe(wall);
  wall += 3_600_000;
  expect(now(), 'forward at once, as after a sleep').toBe(wall);
  wall -= 8 * 3_600_000;
  expect(now(), 'hours back at once').toBe(wall);
});

test('what outside clocks show is the wall clock, set back or not', () => {
  let wall = 1_000_000;
  const clock = createClock({ wall: () => wall });
  wall -= 60_000;
  expect(clock.wall()).toBe(940_000);
  expect(clock.now()).toBeGreaterThanOrEqual(1_000_000);
});
