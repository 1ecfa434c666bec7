import { leavesOf } from './leaves-of.ts';
import type { Condition } from './rule-definition.ts';
import type { SubjectKind } from './rule-kind.ts';
import { kindOf } from './rule-kinds.ts';

/**
 * What a rule has to be asked about: everything one of its conditions speaks of. Conditions that only say where (platform,
 * store …) decide nothing; a rule of those alone is about messages, as it always was.
 */
export function subjectsOf(condition: Condition): ReadonlySet<SubjectKind> {
  const about = leavesOf(condition).map((leaf) => kindOf(leaf).about ?? 'message');
  const subjects = new Set(about.filter((subject) => subject !== 'any'));
  return subjects.size > 0 ? subjects : new Set(['message']);
}
