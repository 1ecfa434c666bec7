import { describe, expect, test } from 'vitest';
import { platformPolicy } from '../../../src/clocks/platform-policy.ts';
import { platformPolicies } from '../../../src/clocks/policies.ts';

describe.each(platformPolicies.map((policy) => [policy.id, policy] as const))('%s', (_id, policy) => {
  test('says where it is written and when', () => {
    expect(platformPolicy.parse(policy)).toEqual(policy);
    expect(policy.source.length).toBeGreaterThan(5);
    // An official limit without a date could not be noticed to be old.
    if (policy.standing === 'official' && policy.platform !== 'etsy') expect(policy.statedOn).toMatch(/^20\d\d/);
  });
});

test('ids are unique, and no two rows claim the same site and subject', () => {
  expect(new Set(platformPolicies.map(({ id }) => id)).size).toBe(platformPolicies.length);
  const claims = platformPolicies.flatMap(({ platform, sites = ['*'], subject }) =>
    sites.map((site) => [platform, site, subject].join()),
  );
  expect(new Set(claims).size).toBe(claims.length);
});
