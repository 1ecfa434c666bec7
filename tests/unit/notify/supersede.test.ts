import { expect, test } from 'vitest';
import type { TicketView } from '../../../cards/ticket-view.ts';
import { supersedeIn } from '../../../src/notify/supersede.ts';

const now = Date.parse('2026-11-24T02:00:00Z');
const viewWith = (...events: [kind: string, version: number, agoMs: number][]) =>
  ({
    events: events.map(([kind, version, ago]) => ({ kind, version, at: now - ago, who: null, data: {} })),
  }) as unknown as TicketView;

test('what is said elsewhere or nobody’s news is not worth a message', () => {
  expect(supersedeIn(viewWith(['claimed', 2, 60_000], ['note', 3, 0], ['clock_warning', 4, 0]), 2, now)).toBeNull();
  expect(supersedeIn(viewWith(), 1, now)).toBeNull();
});

test('a change is posted once it has settled, a buyer’s words at once', () => {
  expect(supersedeIn(viewWith(['claimed', 2, 5_000]), 1, now)).toBe(10_000);
  expect(supersedeIn(viewWith(['claimed', 2, 30_000], ['closed', 3, 1_000]), 1, now)).toBe(14_000);
  expect(supersedeIn(viewWith(['claimed', 2, 30_000]), 1, now)).toBe(0);
  expect(supersedeIn(viewWith(['claimed', 2, 1_000], ['buyer_wrote', 3, 0]), 1, now)).toBe(0);
});
