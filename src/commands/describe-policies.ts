import { platformLabel } from '../../cards/ticket-card.ts';
import type { PlatformPolicy } from '../clocks/platform-policy.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';

const hourMs = 3_600_000;

/**
 * The limits that apply to the workspace's stores, a line each: platform, limit, how it is counted, who says so and since
 * when. Where it is written stands in clocks/policies.ts, in the language of the source.
 */
export function describePolicies(desk: Desk): string[] {
  const texts = textsOf(desk);
  const since = desk.clock.now();
  const inForce = new Map<string, { policy: PlatformPolicy; sites: Set<string> }>();
  for (const { platform, site, zone } of desk.stores.all()) {
    const { policy } = desk.hours.deadlines({ platform, site, zone, since });
    if (!policy) continue;
    const entry = inForce.get(policy.id) ?? { policy, sites: new Set() };
    inForce.set(policy.id, entry);
    entry.sites.add(site);
  }
  return [...inForce.values()].map(({ policy, sites }) => {
    const places = policy.sites ? [...sites].map((site) => texts.countryName(site)) : [];
    return texts('say.sla_line', {
      platform: [platformLabel(policy.platform, texts), ...places].join(' '),
      limit: limitOf(policy),
      counting: countingOf(policy),
      standing: policy.standing,
      date: policy.statedOn ?? '',
      dated: policy.statedOn ? 'yes' : 'no',
    });
  });

  function limitOf({ counting }: PlatformPolicy): string {
    if (counting.kind === 'daily_cutoff') return texts('say.sla_by', { time: clockTime(counting.answerByMinute) });
    const hours = counting.withinMs / hourMs;
    const span = Number.isInteger(hours) ? texts('say.sla_hours', { hours }) : formatDuration(counting.withinMs, texts.language);
    return texts('say.sla_within', { span });
  }

  function countingOf({ counting, covers }: PlatformPolicy): string {
    const times =
      counting.kind === 'daily_cutoff'
        ? { time: clockTime(counting.cutoffMinute) }
        : counting.kind === 'weekend_to_monday'
          ? { time: clockTime(counting.mondayMinute) }
          : {};
    const words = texts(`say.sla_counting.${counting.kind}`, times);
    return covers === 'first_message' ? texts('say.sla_first_only', { counting: words }) : words;
  }
}

/** 1080 → `18:00`, in the zone of the site. */
const clockTime = (minute: number): string => `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
