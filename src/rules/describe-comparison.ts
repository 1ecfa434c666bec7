import type { Card } from '../../cards/card.ts';
import type { Texts } from '../texts/texts.ts';
import type { Comparison, FormFigures } from './compare-trial.ts';
import type { Interval } from './proportions.ts';

const percent = (share: number): string => `${Math.round(share * 100)}%`;
const points = (share: number): string => `${share > 0 ? '+' : ''}${Math.round(share * 100)}`;

/** How the two forms have done, with how sure that is. */
export function describeComparison(texts: Texts, compared: Comparison): { fields: Card['fields']; remarks: string[] } {
  const { of, a, b, both, difference, better, daysNeeded } = compared;
  return {
    fields: [
      { label: texts('card.trial_a'), value: formWords(texts, a) },
      { label: texts('card.trial_b'), value: formWords(texts, b) },
      { label: texts('card.trial_both'), value: String(both), short: true },
    ],
    remarks: [
      ...(of === 'waiting' ? [texts('card.trial_waiting')] : []),
      texts('card.trial_difference', { points: points(rate(b) - rate(a)), ...words(difference) }),
      better
        ? texts('card.trial_better', { form: better.toUpperCase() })
        : daysNeeded === null
          ? texts('card.trial_unknown')
          : texts('card.trial_days', { days: daysNeeded }),
    ],
  };
}

const rate = ({ dismissed }: FormFigures): number => (dismissed.of === 0 ? 0 : dismissed.hits / dismissed.of);

const words = ({ low, high }: Interval): { low: string; high: string } => ({ low: points(low), high: points(high) });

function formWords(texts: Texts, form: FormFigures): string {
  const { hits, rang, dismissed, share, medianAnswerMs } = form;
  const figures = texts('card.trial_form', {
    hits,
    rang,
    dismissed: dismissed.hits,
    closed: dismissed.of,
    share: percent(rate(form)),
    low: percent(share.low),
    high: percent(share.high),
  });
  if (medianAnswerMs === null) return figures;
  return `${figures} · ${texts('card.trial_answer', { minutes: Math.round(medianAnswerMs / 60_000) })}`;
}
