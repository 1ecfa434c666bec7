import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../../../src/commands/grammar/parse-time.ts';

const zone = 'Asia/Shanghai';
/** A Thursday. */
const thursday = Date.parse('2026-11-19T10:00:00+08:00');

function said(text: string, options: { now?: number; zone?: string } = {}): string | null {
  const instant = parseTime(text, { now: thursday, zone, ...options });
  return instant === null ? null : DateTime.fromMillis(instant, { zone: options.zone ?? zone }).toFormat('yyyy-MM-dd HH:mm');
}

describe('parseTime, on Thursday 19 November 2026 at 10:00', () => {
  it.each([
    ['明早9点', '2026-11-20 09:00'],
    ['明天下午3点半', '2026-11-20 15:30'],
    ['明天 下午 3 点半', '2026-11-20 15:30'],
    ['明天3点', '2026-11-20 15:00'],
    ['明天03:00', '2026-11-20 03:00'],
    ['明天凌晨3点', '2026-11-20 03:00'],
    ['后天', '2026-11-21 09:00'],
    ['大后天晚上', '2026-11-22 20:00'],
    ['今晚8点', '2026-11-19 20:00'],
    ['今晚12点', '2026-11-20 00:00'],
    ['晚上十点一刻', '2026-11-19 22:15'],
    ['中午', '2026-11-19 12:00'],
    ['9点', '2026-11-20 09:00'],
    ['11点', '2026-11-19 11:00'],
    ['18:00', '2026-11-19 18:00'],
    ['１８：００', '2026-11-19 18:00'],
    ['下周一9点', '2026-11-23 09:00'],
    ['周一9点', '2026-11-23 09:00'],
    ['周五 18:00', '2026-11-20 18:00'],
    ['周四11点', '2026-11-19 11:00'],
    ['周四9点', '2026-11-26 09:00'],
    ['下下周三下午两点', '2026-12-02 14:00'],
    ['星期天', '2026-11-22 09:00'],
    ['周末', '2026-11-21 09:00'],
    ['下周', '2026-11-23 09:00'],
    ['30m', '2026-11-19 10:30'],
    ['2h', '2026-11-19 12:00'],
    ['1天后', '2026-11-20 10:00'],
    ['半小时后', '2026-11-19 10:30'],
    ['一个半小时以后', '2026-11-19 11:30'],
    ['三天后上午9点', '2026-11-22 09:00'],
    ['fri 18:00', '2026-11-20 18:00'],
    ['Friday at 6pm', '2026-11-20 18:00'],
    ['tomorrow 9am', '2026-11-20 09:00'],
    ['9am tomorrow', '2026-11-20 09:00'],
    ['in 2 hours', '2026-11-19 12:00'],
    ['in half an hour', '2026-11-19 10:30'],
    ['in 3 days at 9 am', '2026-11-22 09:00'],
    ['tonight', '2026-11-19 20:00'],
    ['tonight at 8', '2026-11-19 20:00'],
    ['next monday', '2026-11-23 09:00'],
    ['monday morning', '2026-11-23 09:00'],
    ['noon', '2026-11-19 12:00'],
    ['midnight', '2026-11-20 00:00'],
    ['12am', '2026-11-20 00:00'],
    ['11-25 14:00', '2026-11-25 14:00'],
    ['11月25日上午10点', '2026-11-25 10:00'],
    ['十二月一号', '2026-12-01 09:00'],
    ['25号', '2026-11-25 09:00'],
    ['1号', '2026-12-01 09:00'],
    ['31号', '2026-12-31 09:00'],
    ['nov 25 9am', '2026-11-25 09:00'],
    ['25 Nov', '2026-11-25 09:00'],
    ['11-18 9:00', '2027-11-18 09:00'],
    ['2月29日', '2028-02-29 09:00'],
    ['2026-11-25 14:00', '2026-11-25 14:00'],
    ['2026年11月25日14点', '2026-11-25 14:00'],
    ['2026-11-25T14:00', '2026-11-25 14:00'],
    ['2026-11-25T14:00:00Z', '2026-11-25 22:00'],
    ['等明早9点吧', '2026-11-20 09:00'],
  ])('%s → %s', (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  it.each([
    '',
    '9',
    '1042',
    '今天9点',
    '2026-11-18 9:00',
    '本周一',
    '99点',
    '25:00',
    '9:75',
    '11-31',
    '13pm',
    '很快',
    'soon',
    '明天9个包裹',
    '0m',
    '0天后',
  ])('%j is no time to come', (text) => {
    expect(said(text)).toBeNull();
  });

  it('keeps the hour across a change of clocks and moves out of the gap', () => {
    const saturday = Date.parse('2026-03-28T12:00:00+01:00');
    const berlin = { now: saturday, zone: 'Europe/Berlin' };
    expect(said('tomorrow 9am', berlin)).toBe('2026-03-29 09:00');
    expect(said('tomorrow 02:30', berlin)).toBe('2026-03-29 03:30');
    expect(said('1天后', berlin)).toBe('2026-03-29 13:00');
  });

  it('means the zone of the speaker', () => {
    expect(parseTime('18:00', { now: thursday, zone: 'Europe/Berlin' })).toBe(Date.parse('2026-11-19T18:00:00+01:00'));
    expect(parseTime('明天', { now: thursday, zone: 'Mars/Olympus' })).toBeNull();
  });

  it('never throws and never answers with the past', () => {
    const parts = [
      '明',
      '天',
      '后',
      '下',
      '周',
      '一',
      '9',
      '点',
      '半',
      '上午',
      '晚',
      '11',
      '-',
      '25',
      ':',
      '00',
      ' ',
      'in',
      'fri',
      'pm',
      '号',
      '月',
      '个',
      'h',
    ];
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(fc.constantFrom(...parts), { maxLength: 8 }).map((words) => words.join('')),
    );
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 4_000_000_000_000 }), (words, now) => {
        const instant = parseTime(words, { now, zone: 'Europe/Berlin' });
        expect(instant === null || (Number.isInteger(instant) && instant > now)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});
