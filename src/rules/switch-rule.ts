import type { Desk } from '../desk.ts';
import type { Actor } from '../people/actor.ts';
import { changeRuleNamed } from './change-rule.ts';

/** Switches a rule on or off by name; returns the name it is stored under. @throws GengfuError unknown_rule */
export async function switchRule(desk: Desk, request: { name: string; to: 'on' | 'off'; by: Actor }): Promise<{ name: string }> {
  const { name, to, by } = request;
  return changeRuleNamed(desk, { name, by, action: `rule ${to}`, to: () => ({ enabled: to === 'on' }) });
}
