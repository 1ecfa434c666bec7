import { GengfuError } from '../errors.ts';

export const roles = ['viewer', 'agent', 'supervisor', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Who asks. `null` id: somebody the desk does not know yet; may look, not touch. */
export interface Actor {
  id: string;
  name: string;
  role: Role;
}

/** @throws GengfuError role_required when the actor's role ranks below `least` */
export function requireRole(actor: Actor, least: Role): void {
  if (roles.indexOf(actor.role) < roles.indexOf(least))
    throw new GengfuError('role_required', { needed: least, role: actor.role });
}

/** May take tickets. */
export const mayWork = (role: Role): boolean => roles.indexOf(role) >= roles.indexOf('agent');

export const outranksAgents = (actor: Actor): boolean => roles.indexOf(actor.role) >= roles.indexOf('supervisor');
