import { compileCondition } from './compile-condition.ts';
import type { RuleDefinition } from './rule-definition.ts';
import { subjectsOf } from './subjects-of.ts';

const anyTrigger = { keyword: () => 0, pattern: () => 0, value: () => 0 };

/** Whether the clock alone can make a rule ring. */
export const isTimeBound = ({ when }: RuleDefinition): boolean => compileCondition(when, anyTrigger).moments.length > 0;

/** Whether messages of the past tell how often a rule would have rung. */
export const looksAtMessages = ({ when }: RuleDefinition): boolean => subjectsOf(when).has('message');

/** Whether a rule can be watched aside: it looks at messages and how long they wait, and at nothing else. */
export const looksAtMessagesAlone = (definition: RuleDefinition): boolean =>
  [...subjectsOf(definition.when)].every((subject) => subject === 'message');
