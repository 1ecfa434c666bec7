import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { describeCards } from './messenger/cards.ts';
import type { MessengerUnderTest } from './messenger/driver.ts';
import { describeExchanges } from './messenger/exchanges.ts';
import { describeLines } from './messenger/lines.ts';
import { createScene } from './messenger/scene.ts';

/**
 * What every messenger promises. Where `can` declares a gap the test asserts how the gap shows, it is not skipped.
 *
 * @param subject.create gives a fresh emulator and a messenger that is not started.
 */
export function describeMessenger(subject: { name: string; create: () => Promise<MessengerUnderTest> }): void {
  describe(`messenger ${subject.name}`, () => {
    const scene = createScene(subject.create);
    beforeEach(() => scene.start());
    afterEach(() => scene.stop());

    test('is connected once started', () => {
      expect(scene.messenger.connection().state).toBe('connected');
    });

    describeCards(scene);
    describeExchanges(scene);
    describeLines(scene);
  });
}
