import type { Reader, Write } from '../store/database.ts';
import { routeDefinition } from './route-definition.ts';
import type { Route } from './route-definition.ts';

/** Every route, in the order they are asked. Read anew each time: another process may have changed them. */
export async function readRoutes(read: Reader | Write): Promise<Route[]> {
  const rows = await read.route.findMany({ orderBy: { number: 'asc' } });
  return rows.map(({ number, definition }) => ({ number, ...routeDefinition.parse(JSON.parse(definition)) }));
}
