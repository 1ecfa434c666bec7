import { describe, expect, test } from 'vitest';
import { policiesWith } from '../../../src/clocks/choose-policy.ts';
import { compileCalendar } from '../../../src/clocks/calendar.ts';
import type { Waiting } from '../../../src/clocks/deadlines.ts';
import { deadlinesFor, nearer } from '../../../src/clocks/deadlines.ts';
import { HOUR_MS } from '../../../src/clocks/local-day.ts';
import { policyOverrides } from '../../../src/clocks/platform-policy.ts';
import { warningsBetween } from '../../../src/clocks/warnings.ts';
import { at, hours } from './calendars.ts';

const calendar = compileCalendar(hours('Mon-Fri 09:00-18:00', 'Asia/Shanghai'));
const due = (waiting: Omit<Waiting, 'since'>, since: string) => {
  const { policyDueAt } = deadlinesFor({ ...waiting, since: at(since) }, { calendar });
  return policyDueAt === undefined ? undefined : new Date(policyDueAt).toISOString().slice(0, 16);
};

const amazon = { platform: 'amazon', site: 'de', zone: 'Europe/Berlin' };
const lazada = { platform: 'lazada', site: 'my', zone: 'Asia/Kuala_Lumpur' };
const tiktokUs = { platform: 'tiktok', site: 'us', zone: 'America/Los_Angeles' };
const mercado = { platform: 'mercadolibre', site: 'mx', zone: 'America/Mexico_City' };

describe('the platform counts', () => {
  test.each([
    ['Amazon through weekend and Christmas', amazon, '2026-12-25T20:00Z', '2026-12-26T20:00'],
    ['Amazon through the hour that is shown twice', amazon, '2026-10-24T20:00+02:00', '2026-10-25T18:00'],
    ['Amazon through the hour that is skipped', amazon, '2026-03-28T20:00+01:00', '2026-03-29T19:00'],
    [
      'eBay message, on a holiday',
      { platform: 'ebay', site: 'us', zone: 'America/New_York' },
      '2026-11-26T12:00Z',
      '2026-11-27T12:00',
    ],
    [
      'Walmart US over a weekend',
      { platform: 'walmart', site: 'us', zone: 'America/New_York' },
      '2026-11-27T23:00-05:00',
      '2026-11-30T04:00',
    ],
    ['Shopee 12 hours', { platform: 'shopee', site: 'my', zone: 'Asia/Kuala_Lumpur' }, '2026-11-21T20:00Z', '2026-11-22T08:00'],
    ['Walmart 48 hours', { platform: 'walmart', site: 'ca', zone: 'America/Toronto' }, '2026-11-20T20:00Z', '2026-11-22T20:00'],
    ['Lazada just before the cut-off', lazada, '2026-11-18T17:59:59.999+08:00', '2026-11-18T11:00'],
    ['Lazada at the cut-off', lazada, '2026-11-18T18:00+08:00', '2026-11-19T11:00'],
    ['Lazada after midnight', lazada, '2026-11-19T00:30+08:00', '2026-11-19T11:00'],
    ['Lazada on Sunday night', lazada, '2026-11-22T23:00+08:00', '2026-11-23T11:00'],
    [
      'Lazada in Bangkok by its own clock',
      { platform: 'lazada', site: 'th', zone: 'Asia/Bangkok' },
      '2026-11-18T17:30+07:00',
      '2026-11-18T12:00',
    ],
    ['Lazada on New Year', lazada, '2026-12-31T18:30+08:00', '2027-01-01T11:00'],
    ['TikTok US before winter time, due after it', tiktokUs, '2026-10-31T12:00-07:00', '2026-11-02T20:00'],
    ['TikTok US on a weekday', tiktokUs, '2026-11-19T10:00-08:00', '2026-11-20T18:00'],
    ['TikTok US on Friday', tiktokUs, '2026-11-20T23:00-08:00', '2026-11-22T07:00'],
    ['TikTok US on Saturday', tiktokUs, '2026-11-21T00:00-08:00', '2026-11-23T20:00'],
    ['TikTok US on Sunday', tiktokUs, '2026-11-22T23:59-08:00', '2026-11-23T20:00'],
    ['TikTok US over the clock change', tiktokUs, '2026-03-08T00:30-08:00', '2026-03-09T19:00'],
    ['TikTok Malaysia', { platform: 'tiktok', site: 'my', zone: 'Asia/Kuala_Lumpur' }, '2026-11-21T00:00Z', '2026-11-21T12:00'],
    ['Mercado Libre from Friday noon', mercado, '2026-11-20T12:00-06:00', '2026-11-25T18:00'],
    ['Mercado Libre on Saturday', mercado, '2026-11-21T12:00-06:00', '2026-11-26T06:00'],
    [
      'eBay request',
      { platform: 'ebay', site: 'gb', zone: 'Europe/London', subject: 'request' as const },
      '2026-11-19T12:00Z',
      '2026-11-24T12:00',
    ],
    [
      'eBay request on Friday evening, over the weekend',
      { platform: 'ebay', site: 'us', zone: 'America/New_York', subject: 'request' as const },
      '2026-11-20T20:00-05:00',
      '2026-11-26T01:00',
    ],
    [
      'eBay request on Sunday, through summer time',
      { platform: 'ebay', site: 'gb', zone: 'Europe/London', subject: 'request' as const },
      '2026-03-29T00:30Z',
      '2026-04-01T23:00',
    ],
    [
      'AliExpress, unconfirmed',
      { platform: 'aliexpress', site: 'es', zone: 'Europe/Madrid' },
      '2026-11-21T12:00Z',
      '2026-11-22T12:00',
    ],
    ['Etsy, first message', { platform: 'etsy', site: 'us', zone: 'America/New_York' }, '2026-11-19T12:00Z', '2026-11-20T12:00'],
  ])('%s', (_name, waiting, since, expected) => {
    expect(due(waiting, since)).toBe(expected);
  });

  test.each([
    ['Etsy, later messages', { platform: 'etsy', site: 'us', zone: 'America/New_York', subject: 'later_message' as const }],
    ['Shopify', { platform: 'shopify', site: 'us', zone: 'America/New_York' }],
    ['Temu', { platform: 'temu', site: 'us', zone: 'America/New_York' }],
    ['TikTok where nothing is stated', { platform: 'tiktok', site: 'gb', zone: 'Europe/London' }],
    ['a platform of its own', { platform: 'generic', site: 'cn', zone: 'Asia/Shanghai' }],
  ])('%s has no clock', (_name, waiting) => {
    expect(due(waiting, '2026-11-19T12:00Z')).toBeUndefined();
  });
});

describe("the team's clock", () => {
  const since = at('2026-11-20T17:30+08:00');

  test('runs two open hours unless told otherwise', () => {
    expect(deadlinesFor({ ...amazon, since }, { calendar }).teamDueAt).toBe(at('2026-11-23T10:30+08:00'));
    expect(deadlinesFor({ ...amazon, since }, { calendar, teamTargetMs: HOUR_MS / 2 }).teamDueAt).toBe(
      at('2026-11-20T18:00+08:00'),
    );
  });

  test('the nearer clock is the one to count down; the platform wins a tie', () => {
    expect(nearer(deadlinesFor({ ...amazon, since }, { calendar }))).toEqual({
      clock: 'policy',
      dueAt: at('2026-11-21T17:30+08:00'),
    });
    expect(nearer({ policyDueAt: 7, teamDueAt: 5 })).toEqual({ clock: 'team', dueAt: 5 });
    expect(nearer({ policyDueAt: 5, teamDueAt: 5 }).clock).toBe('policy');
    expect(nearer({ teamDueAt: 5 })).toEqual({ clock: 'team', dueAt: 5 });
  });

  test('warns at shares of open time', () => {
    const warnings = warningsBetween({ since, dueAt: at('2026-11-23T10:30+08:00'), calendar });
    expect(warnings).toEqual([
      { step: 0.5, at: at('2026-11-23T09:30+08:00') },
      { step: 0.8, at: at('2026-11-23T10:06+08:00') },
      { step: 1, at: at('2026-11-23T10:30+08:00') },
    ]);
  });

  test('the platform clock warns at shares of plain time', () => {
    expect(warningsBetween({ since: 0, dueAt: 24 * HOUR_MS }).map((warning) => warning.at / HOUR_MS)).toEqual([12, 19.2, 24]);
    expect(warningsBetween({ since: 0, dueAt: 100 }, [0.25])).toEqual([{ step: 0.25, at: 25 }]);
  });
});

describe('overrides', () => {
  const overrides = policyOverrides.parse([
    { platform: 'amazon', withinMs: 12 * HOUR_MS, statedOn: '2026-11-21' },
    { platform: 'amazon', site: 'jp', withinMs: 6 * HOUR_MS, statedOn: '2026-11-20' },
    { platform: 'generic', withinMs: 24 * HOUR_MS, statedOn: '2026-11-21' },
  ]);
  const policies = policiesWith(overrides);
  const policyFor = (waiting: Omit<Waiting, 'since'>) => deadlinesFor({ ...waiting, since: 0 }, { calendar, policies });

  test('replace the platform, a site before the whole', () => {
    expect(policyFor(amazon)).toMatchObject({
      policyDueAt: 12 * HOUR_MS,
      policy: { id: 'override.amazon', standing: 'override' },
    });
    expect(policyFor({ platform: 'amazon', site: 'jp', zone: 'Asia/Tokyo' })).toMatchObject({ policyDueAt: 6 * HOUR_MS });
    expect(policyFor({ platform: 'generic', site: 'cn', zone: 'Asia/Shanghai' })).toMatchObject({ policyDueAt: 24 * HOUR_MS });
    expect(policyFor({ platform: 'shopee', site: 'my', zone: 'Asia/Kuala_Lumpur' })).toMatchObject({
      policy: { id: 'shopee.message' },
    });
  });

  test.each([
    [{ platform: 'amazon', withinMs: 0, statedOn: '2026-11-21' }],
    [{ platform: 'amazon', withinMs: 5, statedOn: 'today' }],
    [{ withinMs: 5 }],
  ])('refuse %j', (wrong) => {
    expect(policyOverrides.safeParse([wrong]).success).toBe(false);
  });
});
