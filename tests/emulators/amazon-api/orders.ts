import { randomBytes } from 'node:crypto';
import type { Handlers } from './api.ts';
import { shown } from './order-shape.ts';
import type { Order } from './order-shape.ts';
import type { Query } from './oracle.ts';
import { invalidInput, notFound } from './refusal.ts';
import type { World } from './world.ts';
import { iso } from './world.ts';

export interface OrdersOptions {
  /** A "before" bound lies at least this far in the past, and is there when left out. Default 2 min (facts/marketplaces §3.7). */
  searchLagMs?: number;
  /** Datasets that the application's roles do not cover. Default none. */
  withheldData?: string[];
}

const tokenLivesMs = 24 * 3_600_000;
/** May differ between the pages of one search, says the model. */
const changeable = new Set(['maxResultsPerPage', 'includedData', 'paginationToken']);

export function orderHandlers(world: World, options: OrdersOptions): Handlers {
  const lag = options.searchLagMs ?? 120_000;
  const withheld = options.withheldData ?? [];
  const pages = new Map<string, { ids: string[]; search: string; expiresAt: number; before: number }>();
  const included = (query: Query) => (query.includedData ?? []) as string[];

  return {
    searchOrders({ query }) {
      const by = boundsOf(query, world.now(), lag);
      const size = (query.maxResultsPerPage as number | undefined) ?? 100;
      if (size < 1 || size > 100) throw invalidInput('maxResultsPerPage must be between 1 and 100.');
      const search = JSON.stringify(Object.entries(query).filter(([name]) => !changeable.has(name)));

      const token = query.paginationToken as string | undefined;
      const page = token === undefined ? undefined : pages.get(token);
      if (token !== undefined && (!page || page.expiresAt <= world.now()))
        throw invalidInput('paginationToken is invalid or has expired.');
      if (page && page.search !== search) throw invalidInput('All parameters must be those of the request that gave the token.');

      const before = page?.before ?? by.before;
      const ids = page?.ids ?? found(world, query, { ...by, before }).map(({ orderId }) => orderId);
      const rest = ids.slice(size);
      const nextToken = rest.length > 0 ? randomBytes(18).toString('base64') : undefined;
      if (nextToken) pages.set(nextToken, { ids: rest, search, before, expiresAt: world.now() + tokenLivesMs });
      return {
        status: 200,
        body: {
          orders: ids.slice(0, size).map((id) => shown(world.orders.get(id)!, included(query), withheld)),
          ...(nextToken ? { pagination: { nextToken } } : {}),
          [by.field === 'createdTime' ? 'createdBefore' : 'lastUpdatedBefore']: iso(before),
        },
      };
    },

    getOrder({ path, query }) {
      if (!/^[A-Z0-9]{3}-\d{7}-\d{7}$/.test(path.orderId!)) throw invalidInput('orderId is malformed.');
      const order = world.orders.get(path.orderId!);
      if (!order) throw notFound('');
      return { status: 200, body: { order: shown(order, included(query), withheld) } };
    },
  };
}

interface Bounds {
  field: 'createdTime' | 'lastUpdatedTime';
  after: number;
  before: number;
}

/** Exactly one of the two "after", and a "before" only of the same kind (§3.7). @throws Refusal InvalidInput */
function boundsOf(query: Query, now: number, lag: number): Bounds {
  const { createdAfter, createdBefore, lastUpdatedAfter, lastUpdatedBefore } = query as Record<string, string | undefined>;
  if ((createdAfter === undefined) === (lastUpdatedAfter === undefined))
    throw invalidInput('Exactly one of createdAfter and lastUpdatedAfter must be provided.');
  const created = createdAfter !== undefined;
  if (created ? lastUpdatedBefore !== undefined : createdBefore !== undefined)
    throw invalidInput('The before bound must be of the same kind as the after bound.');
  const after = Date.parse((created ? createdAfter : lastUpdatedAfter)!);
  const given = created ? createdBefore : lastUpdatedBefore;
  const latest = now - lag;
  const before = given === undefined ? latest : Date.parse(given);
  if (before > latest) throw invalidInput('The before bound must be at least two minutes before the time of the request.');
  if (given !== undefined && before < after) throw invalidInput('The before bound must not be earlier than the after bound.');
  return { field: created ? 'createdTime' : 'lastUpdatedTime', after, before };
}

function found(world: World, query: Query, { field, after, before }: Bounds): Order[] {
  const among = (name: string, value: string | undefined) => {
    const wanted = query[name] as string[] | undefined;
    return wanted === undefined || (value !== undefined && wanted.includes(value));
  };
  return [...world.orders.values()]
    .filter((order) => {
      const at = Date.parse(order[field]);
      return at >= after && at <= before;
    })
    .filter(({ fulfillment }) => among('fulfillmentStatuses', fulfillment?.fulfillmentStatus))
    .filter(({ fulfillment }) => among('fulfilledBy', fulfillment?.fulfilledBy))
    .filter(({ salesChannel }) => among('marketplaceIds', salesChannel.marketplaceId))
    .sort((one, other) => Date.parse(one[field]) - Date.parse(other[field]));
}
