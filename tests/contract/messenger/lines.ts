import { describe, expect, test, vi } from 'vitest';
import type { MessengerError } from '../../../src/ports/messenger.ts';
import { createRecordingInbound } from './recording-inbound.ts';
import { ticketCard } from './sample-cards.ts';
import { faultOf } from './scene.ts';
import type { Scene } from './scene.ts';

/** What carries it all: limits, connection, stopping. */
export function describeLines(scene: Scene): void {
  describe('limits', () => {
    test('a burst waits its turn: everything arrives, nothing is refused', async () => {
      const posts = Array.from({ length: 10 }, (_, i) => scene.post(`k${i}`, ticketCard({ title: `#1042 第 ${i} 条` })));
      await Promise.all(posts);
      expect(scene.shown()).toHaveLength(10);
      expect(scene.driver.throttled()).toBe(0);
    });

    test('a refusal says how long to wait, and the same call then succeeds once', async () => {
      if (!scene.driver.throttle) return expect(scene.driver.throttled()).toBe(0);
      scene.driver.throttle(1);
      const error: unknown = await scene.post('k1').catch((reason: unknown) => reason);
      expect(error).toMatchObject({ name: 'MessengerError', fault: 'throttled' });
      expect((error as MessengerError).retryAfterMs).toBeGreaterThan(0);
      await scene.post('k1');
      expect(scene.shown()).toHaveLength(1);
    });
  });

  describe('the connection', () => {
    test.each(['drop', 'freeze'] as const)('heals after a %s, and what was said meanwhile arrives', async (harm) => {
      if (!scene.driver.line) return expect(scene.messenger.routes).toBeDefined();
      scene.driver.line[harm]();
      void scene.driver.says({ person: scene.driver.people[0].id, text: '/列表' });
      await vi.waitFor(() => expect(scene.inbound.sayings.length).toBeGreaterThan(0), { timeout: 15_000, interval: 50 });
      expect(scene.messenger.connection().state).toBe('connected');
    });

    test('stop leaves no timers and refuses further calls', async () => {
      await scene.stop();
      const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
      const before = timers();
      const other = await scene.create();
      await other.messenger.start(createRecordingInbound());
      const burst = Array.from({ length: 9 }, (_, i) =>
        faultOf(other.messenger.postCard({ chat: other.driver.chat, card: ticketCard(), key: `k${i}` })),
      );
      const stoppedAt = performance.now();
      await other.messenger.stop();
      await other.stop();
      for (const outcome of await Promise.all(burst)) expect(['no fault', 'unreachable']).toContain(outcome);
      // Those who were waiting for their turn are told at once.
      expect(performance.now() - stoppedAt).toBeLessThan(700);
      await vi.waitFor(() => expect(timers()).toBeLessThanOrEqual(before), { timeout: 3_000 });
      expect(other.messenger.connection().state).toBe('idle');
      expect(await faultOf(other.messenger.say({ chat: other.driver.chat, text: '在吗', key: 'k1' }))).toBe('unreachable');
    });
  });
}
