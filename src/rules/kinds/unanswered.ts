import * as z from 'zod';
import type { Calendar } from '../../clocks/calendar.ts';
import { DAY_MS, MINUTE_MS } from '../../clocks/local-day.ts';
import { formatDuration } from '../../clocks/parse-duration.ts';
import type { RuleKind } from '../rule-kind.ts';

/** `business` counts the team's open time, `calendar` every hour. */
const schema = z.object({
  kind: z.literal('unanswered'),
  /** Milliseconds, whole minutes. */
  forMs: z
    .int()
    .min(MINUTE_MS)
    .max(90 * DAY_MS)
    .multipleOf(MINUTE_MS),
  clock: z.enum(['business', 'calendar']),
});
export type UnansweredLeaf = z.infer<typeof schema>;

export interface UnansweredEvidence {
  kind: 'unanswered';
  forMs: number;
  clock: 'business' | 'calendar';
}

function dueAt(leaf: UnansweredLeaf, since: number, calendar: Calendar): number {
  return leaf.clock === 'business' ? calendar.addOpenTime(since, leaf.forMs) : since + leaf.forMs;
}

const clockWords = {
  business: { zh: '工作时间', en: 'business' },
  calendar: { zh: '自然时间', en: 'calendar' },
} as const;

export const unanswered: RuleKind<UnansweredLeaf, UnansweredEvidence> = {
  kind: 'unanswered',
  schema,
  compile: (leaf) => ({
    test({ facts: { unansweredSince }, time }) {
      if (unansweredSince === undefined || !time || time.now < dueAt(leaf, unansweredSince, time.calendar)) return null;
      return { kind: 'unanswered', forMs: leaf.forMs, clock: leaf.clock };
    },
    moments: ({ unansweredSince }, calendar) => (unansweredSince === undefined ? [] : [dueAt(leaf, unansweredSince, calendar)]),
  }),
  describe({ forMs, clock }, language) {
    const span = formatDuration(forMs, language);
    if (language === 'zh') return clock === 'business' ? `工作时间内 ${span}未回复` : `${span}未回复`;
    return clock === 'business' ? `unanswered for ${span} of business time` : `unanswered for ${span}`;
  },
  phrases: [
    {
      says: {
        zh: ['未回复', '未回复超过', '没有回复', '没回复', '未回'],
        en: ['unanswered', 'unanswered for', 'no reply for', 'not answered for'],
      },
      example: { zh: '未回复 30分钟 工作时间', en: 'unanswered 30m business' },
      read(reader) {
        const forMs = reader.duration();
        const opened = reader.take(['(']) !== null;
        const calendar = reader.take(['自然时间', '自然日', 'calendar time', 'calendar']) !== null;
        // Without a word the team's own hours are meant: nobody wants to be rung up at night for two hours.
        if (!calendar) reader.take(['工作时间', '上班时间', 'business time', 'business hours', 'business']);
        if (opened && reader.take([')']) === null) reader.fail(')');
        return { kind: 'unanswered', forMs, clock: calendar ? 'calendar' : 'business' };
      },
    },
  ],
  format: ({ forMs, clock }, language) =>
    `${language === 'zh' ? '未回复' : 'unanswered'} ${formatDuration(forMs, language)} ${clockWords[clock][language]}`,
};
