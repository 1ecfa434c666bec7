import type { Routes } from './gateway.ts';
import type { Indicator, World } from './world.ts';

/** Health, facts/marketplaces §6: indicators with targets, and plain metrics. */
export const sellerRoutes: Routes = {
  '/seller/performance/get': {
    methods: ['GET', 'POST'],
    handle: ({ world, seller }) => ({
      code: '0',
      success: true,
      error_code: '',
      data: {
        seller_id: BigInt(seller.sellerId),
        main_category_id: 10_000,
        main_category_name: 'Home',
        indicators: world.performance.map((indicator) => ({
          ...indicator,
          formatted_score: indicator.score === null ? '-' : String(indicator.score),
          formatted_target: indicator.target === null ? '-' : String(indicator.target),
        })),
      },
    }),
  },
  '/seller/metrics/get': {
    methods: ['GET'],
    handle: ({ world, seller }) => ({
      code: '0',
      data: {
        seller_id: BigInt(seller.sellerId),
        main_category_id: 10_000,
        main_category_name: 'Home',
        ...world.metrics,
      },
    }),
  },
};

export interface SetPerformance {
  indicators?: Indicator[];
  /** response_rate, response_time, ship_on_time, positive_seller_rating … */
  metrics?: Record<string, string>;
}

/** An indicator of a type that is there already takes its place. */
export function setPerformance(world: World, set: SetPerformance): void {
  for (const indicator of set.indicators ?? []) {
    world.performance = [...world.performance.filter(({ type }) => type !== indicator.type), indicator];
  }
  Object.assign(world.metrics, set.metrics);
}

export const healthyIndicators = (): Indicator[] => [
  indicator('POSITIVE_SELLER_RATING', 'Positive Seller Rating', 95, 85, 'GREATER_THAN_PERCENTAGE'),
  indicator('SHIP_ON_TIME', 'Ship On Time', 98.5, 95, 'GREATER_THAN_PERCENTAGE'),
  indicator('CANCELLATION_RATE', 'Cancellation Rate', 0.4, 1, 'LOWER_THAN_PERCENTAGE'),
  indicator('RESPONSE_RATE', 'Chat Response Rate', 91, 85, 'GREATER_THAN_PERCENTAGE'),
];

function indicator(type: string, name: string, score: number, target: number, targetFormat: string): Indicator {
  return { type, name, score, score_format: 'PERCENTAGE', target, target_format: targetFormat, target_respected: true };
}

export const healthyMetrics = (): Record<string, string> => ({
  response_rate: '91%',
  response_time: '25',
  ship_on_time: '98.5%',
  positive_seller_rating: '95%',
});
