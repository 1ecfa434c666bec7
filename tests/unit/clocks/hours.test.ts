import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDefinition } from '../../../src/clocks/calendar-definition.ts';
import { formatHours } from '../../../src/clocks/format-hours.ts';
import { parseHours } from '../../../src/clocks/parse-hours.ts';
import { GengfuError } from '../../../src/errors.ts';
import { weeklyHoursArbitrary } from './calendars.ts';

describe('reads hours as people write them', () => {
  const office = [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }];
  test.each([
    ['Mon-Fri 09:00-18:00', office],
    ['周一至周五 9:00-18:00', office],
    ['周一到周五9点-18点', office],
    ['工作日 9：00～18：00', office],
    ['Monday to Friday 9:00 to 18:00', office],
    ['每天 8:00-22:00', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '22:00' }]],
    ['9-18', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '18:00' }]],
    ['24x7', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]],
    ['24小时', [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }]],
    ['Fri-Mon 22:00-06:00', [{ days: [1, 5, 6, 7], from: '22:00', to: '06:00' }]],
    ['周一、周三 9点半-12点', [{ days: [1, 3], from: '09:30', to: '12:00' }]],
    [
      '周一至周五 9:00-12:00,13:30-18:00;周六 10:00-16:00',
      [
        { days: [1, 2, 3, 4, 5], from: '09:00', to: '12:00' },
        { days: [1, 2, 3, 4, 5], from: '13:30', to: '18:00' },
        { days: [6], from: '10:00', to: '16:00' },
      ],
    ],
  ])('%s', (text, expected) => {
    expect(parseHours(text)).toEqual(expected);
  });

  test.each([
    ['', 0],
    ['Mon-Fri', 7],
    ['Mon-Fri 9-25', 8],
    ['Funday 9-18', 0],
    ['周一至周五 上班', 6],
    ['Mon 9:00-9:00', 4],
    ['Mon 9:75-12', 4],
    ['Mon 9-18 please', 9],
  ])('refuses "%s" at %d with something to copy', (text, at) => {
    const refusal = (() => {
      try {
        return parseHours(text);
      } catch (error) {
        return error;
      }
    })();
    expect(refusal).toBeInstanceOf(GengfuError);
    expect(refusal).toMatchObject({ code: 'bad_time', data: { at } });
    expect(() => parseHours((refusal as GengfuError).data.example as string)).not.toThrow();
  });
});

test('what is written is read back to the same hours', () => {
  fc.assert(
    fc.property(
      fc.array(weeklyHoursArbitrary, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('zh' as const, 'en' as const),
      (hours, language) => {
        const sorted = (list: typeof hours) => list.map((each) => JSON.stringify(each)).sort();
        expect(sorted(parseHours(formatHours(hours, language)))).toEqual(sorted(hours));
      },
    ),
  );
});

test('never fails otherwise, whatever is typed', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[周一二至到 0-9:点半,;Monfri-]{0,30}$/)),
      (text) => {
        try {
          expect(parseHours(text).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(GengfuError);
        }
      },
    ),
  );
});

test.each([
  [{ zone: 'Mars/Olympus', hours: parseHours('9-18') }],
  [{ zone: 'Europe/Berlin', hours: [] }],
  [{ zone: 'Europe/Berlin', hours: [{ days: [8], from: '09:00', to: '18:00' }] }],
  [{ zone: 'Europe/Berlin', hours: [{ days: [1], from: '24:00', to: '18:00' }] }],
  [{ zone: 'Europe/Berlin', hours: parseHours('9-18'), closedDays: ['2026-02-30'] }],
])('a calendar %j is refused', (wrong) => {
  expect(calendarDefinition.safeParse(wrong).success).toBe(false);
});
