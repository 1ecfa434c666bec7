import { formatDuration } from '../clocks/parse-duration.ts';
import type { Desk } from '../desk.ts';

/** The limits that apply to the workspace's stores, with where each comes from. */
export function describePolicies(
  desk: Desk,
): { platform: string; limit: string; source: string; stated: string; own: boolean }[] {
  const language = desk.settings.get('language');
  const now = desk.clock.now();
  const seen = new Map<string, { platform: string; limit: string; source: string; stated: string; own: boolean }>();
  for (const { platform, site, zone } of desk.stores.all()) {
    const { policy, policyDueAt } = desk.hours.deadlines({ platform, site, zone, since: now });
    if (!policy || policyDueAt === undefined || seen.has(policy.id)) continue;
    seen.set(policy.id, {
      platform,
      limit: formatDuration(policyDueAt - now, language),
      source: policy.source,
      stated: policy.statedOn || '—',
      own: policy.standing === 'override',
    });
  }
  return [...seen.values()];
}
