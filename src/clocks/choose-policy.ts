import type { PlatformPolicy, PolicyOverride } from './platform-policy.ts';
import { platformPolicies } from './policies.ts';

/** What a clock is for: the first message of a thread, a later one, or a return/INR request. */
export type ClockSubject = 'first_message' | 'later_message' | 'request';

/** The policies in force: overrides come first and so win over what they replace. */
export function policiesWith(overrides: readonly PolicyOverride[]): PlatformPolicy[] {
  const own = overrides.map((override): PlatformPolicy => ({
    id: ['override', override.platform, ...(override.site ? [override.site] : [])].join('.'),
    platform: override.platform,
    ...(override.site ? { sites: [override.site] } : {}),
    subject: 'message',
    covers: 'every_message',
    counting: { kind: 'rolling', withinMs: override.withinMs },
    standing: 'override',
    source: 'set by the team',
    statedOn: override.statedOn,
  }));
  // An override for one site is more precise than one for the platform, whichever was set later.
  own.sort((a, b) => Number(b.sites !== undefined) - Number(a.sites !== undefined));
  return [...own, ...platformPolicies];
}

/** @param site ISO 3166 country, lower case. Undefined when the platform sets no clock for this. */
export function choosePolicy(
  policies: readonly PlatformPolicy[],
  conversation: { platform: string; site: string; subject: ClockSubject },
): PlatformPolicy | undefined {
  return policies.find(
    (policy) =>
      policy.platform === conversation.platform &&
      (policy.sites === undefined || policy.sites.includes(conversation.site)) &&
      covers(policy, conversation.subject),
  );
}

function covers(policy: PlatformPolicy, subject: ClockSubject): boolean {
  if (subject === 'request') return policy.subject === 'request';
  return policy.subject === 'message' && (policy.covers === 'every_message' || subject === 'first_message');
}
