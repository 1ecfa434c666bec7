import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import type { Route, RouteDefinition } from './route-definition.ts';

/** Puts a route behind those there are; tickets that ring from now on follow it. @throws GengfuError role_required */
export async function addRoute(desk: Desk, request: { definition: RouteDefinition; by: Actor }): Promise<Route> {
  const { definition, by } = request;
  requireRole(by, 'supervisor');
  return desk.db.write(async (tx) => {
    const now = new Date(desk.clock.now());
    const { number } = await tx.route.create({
      data: { definition: JSON.stringify(definition), createdAt: now, createdBy: by.id },
    });
    const subject = String(number);
    await audit(tx, { at: now.getTime(), personId: by.id, action: 'route added', subject, after: definition });
    return { number, ...definition };
  });
}

/** @throws GengfuError role_required | unknown_route */
export async function removeRoute(desk: Desk, request: { number: number; by: Actor }): Promise<void> {
  const { number, by } = request;
  requireRole(by, 'supervisor');
  await desk.db.write(async (tx) => {
    const route = await tx.route.findUnique({ where: { number } });
    if (!route) throw new GengfuError('unknown_route', { number });
    await tx.route.delete({ where: { number } });
    const before = JSON.parse(route.definition) as unknown;
    const at = desk.clock.now();
    await audit(tx, { at, personId: by.id, action: 'route removed', subject: String(number), before });
  });
}
