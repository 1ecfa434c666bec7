import { outranksAgents } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';

/** The condition under which an actor may act on a ticket in hand: its owner, or a supervisor for anyone's. */
export const heldBy = (actor: Actor): { ownerId?: string } => (outranksAgents(actor) ? {} : { ownerId: actor.id });

/** The same, where an unclaimed ticket may be acted on as well. */
export const heldByOrFree = (actor: Actor): { OR?: { ownerId: string | null }[] } =>
  outranksAgents(actor) ? {} : { OR: [{ ownerId: actor.id }, { ownerId: null }] };
