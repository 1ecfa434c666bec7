import { Hono } from 'hono';
import { refusal } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import type { World } from './world.ts';

export const programs = ['PROGRAM_US', 'PROGRAM_UK', 'PROGRAM_DE', 'PROGRAM_GLOBAL'] as const;
export type Program = (typeof programs)[number];
export const serviceMetrics = ['ITEM_NOT_AS_DESCRIBED', 'ITEM_NOT_RECEIVED'] as const;
export type ServiceMetric = (typeof serviceMetrics)[number];
const cycles = ['CURRENT', 'PROJECTED'];

const analytics = (status: number, errorId: number, message: string): Refusal =>
  refusal(status, { errorId, domain: 'API_ANALYTICS', message });

/** The seller's standing (facts/marketplaces §4.4). */
export function standardsRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get('/seller_standards_profile', (context) => context.json({ standardsProfiles: [...world.standards.values()] }));
  routes.get('/seller_standards_profile/:program/:cycle', (context) => {
    const { program, cycle } = context.req.param();
    if (!(programs as readonly string[]).includes(program)) throw analytics(400, 53_105, `Invalid program Id ${program}`);
    if (!cycles.includes(cycle)) throw analytics(400, 53_115, `Invalid cycle Id ${cycle}`);
    const profile = world.standards.get(`${program}/${cycle}`);
    // A seller who is not in the program has no profile there; eBay's word for that is UNCONFIRMED.
    if (!profile) throw analytics(404, 53_105, `Invalid program Id ${program}`);
    return context.json(profile);
  });
  return routes;
}

export function serviceMetricRoutes(world: World): Hono {
  const routes = new Hono();
  routes.get('/customer_service_metric/:metric/:cycle', (context) => {
    const { metric, cycle } = context.req.param();
    const marketplace = context.req.query('evaluation_marketplace_id');
    if (!(serviceMetrics as readonly string[]).includes(metric))
      throw analytics(404, 54_400, 'The specified customer service metric type is not a valid type.');
    if (!cycles.includes(cycle)) throw analytics(404, 54_402, 'The specified evaluation type is not a valid type.');
    if (!marketplace || !/^EBAY_[A-Z]{2,}$/.test(marketplace))
      throw analytics(400, 54_401, 'The specified marketplace ID is not a supported marketplace.');
    const found = world.serviceMetrics.get(`${metric}/${cycle}/${marketplace}`);
    if (!found)
      throw analytics(409, 54_200, 'The specified customer service metric is not available for the provided evaluation type.');
    return context.json(found);
  });
  return routes;
}
