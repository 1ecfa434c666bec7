import { defaultEscalation } from './policy.ts';
import type { ClockStep, EscalationPolicy } from './policy.ts';
import type { PolicyEdit } from './parse-policy-edit.ts';

/** The policy after a change. A step takes the place of what stood at its time: all of it, or the same hours of it. */
export function editPolicy(policy: EscalationPolicy, edit: PolicyEdit): EscalationPolicy {
  switch (edit.kind) {
    case 'reset':
      return defaultEscalation;
    case 'waiting': {
      const { level, step } = edit;
      const kept = policy[level].filter((old) => old.afterMs !== step.afterMs || !replaces(step.when, old.when));
      return { ...policy, [level]: [...kept, step].sort((a, b) => a.afterMs - b.afterMs) };
    }
    case 'clock': {
      const { step } = edit;
      const kept = policy.clock.filter((old) => old.percent !== step.percent || !replaces(step.when, old.when));
      return { ...policy, clock: [...kept, step].sort((a, b) => a.percent - b.percent) };
    }
    case 'remove': {
      const { level, at, when } = edit;
      if (level === null)
        return { ...policy, clock: policy.clock.filter((old) => old.percent !== at || !replaces(when, old.when)) };
      return { ...policy, [level]: policy[level].filter((old) => old.afterMs !== at || !replaces(when, old.when)) };
    }
  }
}

const replaces = (when: ClockStep['when'], old: ClockStep['when']): boolean =>
  when === 'always' || old === 'always' || when === old;
