import { formatDuration } from '../clocks/parse-duration.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import type { Texts } from '../texts/texts.ts';
import type { Muting } from './muting.ts';

/** Why an alert did not ring, in words. @param known.numbers of the tickets that groups are named after, by id */
export function describeMuting(
  muting: Muting | null,
  { texts, now, numbers }: { texts: Texts; now: number; numbers: ReadonlyMap<string, number> },
): string {
  switch (muting?.by) {
    case 'silence':
      return texts('muted.silence', { number: muting.number, name: muting.name, until: texts.time(muting.until, now) });
    case 'cool_down':
      return texts('muted.cool_down', { until: texts.time(muting.until, now) });
    case 'group':
      return texts('muted.group', { leader: numbers.get(muting.leader) ?? '?', tickets: muting.tickets });
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
