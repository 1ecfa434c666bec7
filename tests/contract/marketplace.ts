import { afterEach, beforeEach, describe } from 'vitest';
import { describeConversations } from './marketplace/conversations.ts';
import type { MarketplaceSubject } from './marketplace/driver.ts';
import { describeFaults } from './marketplace/faults.ts';
import { describePushes } from './marketplace/pushes.ts';
import { describeRecords } from './marketplace/records.ts';
import { createScene } from './marketplace/scene.ts';

/**
 * What every marketplace promises, through the real service: its doors, its polls, its cards. What a platform has not is a gap
 * in the driver; the test then asserts the gap, it is not skipped.
 *
 * @param subject.open gives a fresh emulator and how a store reaches it
 */
export function describeMarketplace(subject: MarketplaceSubject): void {
  describe(`marketplace ${subject.platform}`, () => {
    const scene = createScene(subject);
    beforeEach(() => scene.start());
    afterEach(() => scene.stop());

    describeConversations(scene);
    describePushes(scene);
    describeFaults(scene);
    describeRecords(scene);
  });
}
