import type { Desk } from '../desk.ts';
import type { Write } from '../store/database.ts';
import { replanTimers } from '../tickets/replan-timers.ts';
import { isTimeBound } from './is-time-bound.ts';
import { ruleDefinition } from './rule-definition.ts';

/** What of a rule decides when it rings, as it is stored. */
export interface RuleForms {
  definition: string;
  trial?: string | null;
}

/**
 * A rule about waiting that comes, goes or changes: for tickets that are open already it rings at its time, at once where
 * that has passed, or no more. Part of the change, whose line in the audit log says who moved it.
 * @param forms what the rule was and what it is
 */
export async function replanWaiting(desk: Desk, tx: Write, ...forms: readonly RuleForms[]): Promise<void> {
  const written = forms.flatMap(({ definition, trial }) => (trial ? [definition, trial] : [definition]));
  if (written.some((form) => isTimeBound(ruleDefinition.parse(JSON.parse(form))))) await replanTimers(desk, tx);
}
