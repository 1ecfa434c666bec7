import { MINUTE_MS } from '../clocks/local-day.ts';
import type { JobRequest } from '../jobs/job.ts';

/** A look at a store's numbers within the minute: what comes in between shares it. */
export const seriesLook = (storeId: string, now: number): JobRequest => ({
  kind: 'watch-series',
  key: `watch-series:${storeId}`,
  payload: { storeId },
  dueAt: (Math.floor(now / MINUTE_MS) + 1) * MINUTE_MS,
});
