import { compileCondition } from './compile-condition.ts';
import type { RuleDefinition } from './rule-definition.ts';

const anyTrigger = { keyword: () => 0, pattern: () => 0, value: () => 0 };

/** Whether the clock alone can make a rule ring. */
export const isTimeBound = ({ when }: RuleDefinition): boolean => compileCondition(when, anyTrigger).moments.length > 0;
