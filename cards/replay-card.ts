import type { Texts } from '../src/texts/texts.ts';
import type { Card, CardAttachment } from './card.ts';

/** What a replay's card says; instants in milliseconds. */
export interface ReplayView {
  /** Name of the rule, or what stands for all of them. */
  name: string;
  days: number;
  progress: { read: number; of: number } | null;
  result: ReplayFigures | null;
  now: number;
}

export interface ReplayFigures {
  messages: number;
  total: number;
  notCovered: number;
  averagePerDay: number;
  perHour: readonly number[];
  byRule: readonly { rule: string; hits: number }[];
  overlaps: readonly { rule: string; hits: number }[];
  /** Buyers' words. Hostile. */
  samples: readonly { at: number; ticket: number; text: string; covered: boolean }[];
}

const barLength = 20;
const rulesNamed = 5;

/** How far a replay has come; `null` figures while it still counts. */
export function replayProgressCard(view: ReplayView, texts: Texts): Card {
  const { read = 0, of = 0 } = view.progress ?? {};
  const share = of === 0 ? 0 : read / of;
  const done = Math.round(share * barLength);
  return {
    ...blank(view, texts),
    fields: [
      {
        label: texts('card.replay_progress'),
        value: `${'█'.repeat(done)}${'░'.repeat(barLength - done)} ${Math.floor(share * 100)}%`,
      },
    ],
    notice: texts('card.replay_wait', { read, of }),
  };
}

/** Called off by somebody, or by nobody's fault. */
export const replayStoppedCard = (view: ReplayView, texts: Texts): Card => ({
  ...blank(view, texts),
  notice: texts('card.replay_stopped'),
});

/** What would have rung. @param picture the chart, where the messenger shows it on cards */
export function replayCard(view: ReplayView & { result: ReplayFigures }, texts: Texts, picture?: CardAttachment): Card {
  const { result, now } = view;
  const named = (counts: ReplayFigures['overlaps']): string =>
    counts
      .slice(0, rulesNamed)
      .map(({ rule, hits }) => `${rule} ${hits}`)
      .join(' · ');
  const several = result.byRule.length > 1;
  const covered = result.total - result.notCovered;
  const busiest = result.perHour.indexOf(Math.max(...result.perHour));
  const hour = `${String(busiest).padStart(2, '0')}:00–${String(busiest + 1).padStart(2, '0')}:00`;
  return {
    ...blank(view, texts),
    subtitle: texts('card.replay_total', { hits: result.total, daily: result.averagePerDay.toFixed(1) }),
    fields: [
      { label: texts('card.replay_read'), value: String(result.messages), short: true },
      ...(result.total === 0 ? [] : [{ label: texts('card.replay_busiest'), value: hour, short: true }]),
      ...(several ? [{ label: texts('card.replay_by_rule'), value: named(result.byRule) }] : []),
      ...(result.total === 0 || several
        ? []
        : [
            {
              label: texts('card.replay_overlap'),
              value:
                texts('card.replay_covered', { covered, extra: result.notCovered }) +
                (covered > 0 ? ` (${named(result.overlaps)})` : ''),
            },
          ]),
    ],
    history: result.samples.map(({ at, ticket, text, covered: also }) => ({
      at: texts.time(at, now),
      text: `${ticket > 0 ? `#${ticket} ` : ''}${text}${also || several ? '' : ` ${texts('card.replay_new')}`}`,
    })),
    ...(picture ? { attachments: [picture] } : {}),
    ...(result.total === 0 ? { notice: texts('card.replay_nothing') } : {}),
  };
}

const blank = ({ name, days }: ReplayView, texts: Texts): Card => ({
  kind: 'notice',
  title: texts('card.replay', { name, days }),
  level: 'normal',
  version: 1,
  fields: [],
  actions: [],
});
