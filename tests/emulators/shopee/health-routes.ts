import type { Fields, Routes } from './call.ts';
import { missed } from './metrics.ts';
import type { Metric, World } from './world.ts';

/** The shop's figures against the platform's targets, facts/marketplaces §5.4. */
export const healthRoutes: Routes = {
  'account_health.get_shop_performance': {
    scope: 'shop',
    method: 'GET',
    async answer(world) {
      const failed = (type: Metric['type']): number =>
        world.metrics.filter((entry) => entry.type === type && missed(entry)).length;
      return {
        response: {
          overall_performance: {
            rating: world.shop.rating,
            fulfillment_failed: failed(1),
            listing_failed: failed(2),
            custom_service_failed: failed(3),
          },
          metric_list: metricViews(world),
        },
      };
    },
  },
};

function metricViews(world: World): Fields[] {
  return world.metrics.map(({ id, name, type, parent, unit, current, last, target }) => ({
    metric_type: type,
    metric_id: id,
    metric_name: name,
    parent_metric_id: parent,
    current_period: current,
    last_period: last,
    unit,
    target,
  }));
}
