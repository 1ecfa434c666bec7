import { formatDuration } from '../clocks/parse-duration.ts';
import { formatShortSpan } from '../clocks/short-span.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import type { Texts } from '../texts/texts.ts';
import type { Muting } from './muting.ts';

/** Why an alert did not ring, or rang later, in words. @param known.numbers of the tickets that groups are named after, by id */
export function describeMuting(
  muting: Muting | null,
  { texts, now, numbers }: { texts: Texts; now: number; numbers: ReadonlyMap<string, number> },
): string {
  switch (muting?.by) {
    case 'silence':
      return texts('muted.silence', { number: muting.number, name: muting.name, until: texts.time(muting.until, now) });
    case 'cool_down':
      return texts('muted.cool_down', { until: texts.time(muting.until, now) });
    case 'wait':
      return texts('muted.wait', { until: texts.time(muting.until, now) });
    case 'group':
      return texts('muted.group', {
        leader: numbers.get(muting.leader) ?? '?',
        tickets: muting.tickets,
        until: texts.time(muting.until, now),
      });
    case 'together':
      return texts('muted.together', {
        others: muting.tickets - 1,
        span: formatShortSpan(muting.heldMs, texts.language),
      });
    case 'over':
      return texts('muted.over');
    case 'outage':
      return texts('muted.outage', { cause: muting.cause, since: texts.time(muting.since, now) });
    case 'inhibition':
      return texts('muted.inhibition', { rule: ruleNameIn(muting.ruleName, texts.language) });
    case 'flapping':
      return texts('muted.flapping', { times: muting.times, quiet: formatDuration(muting.quietMs, texts.language) });
    case 'quiet_hours':
      return texts('muted.quiet_hours', { until: texts.time(muting.until, now) });
    default:
      return texts('muted.other');
  }
}
