import * as z from 'zod';
import type { PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { polled, stateOf } from './polled.ts';

const performance = z.object({ data: z.object({ indicators: z.array(z.unknown()).nullish() }) });
const metrics = z.object({ data: z.record(z.string(), z.unknown()) });

/** How the shop stands (facts/marketplaces §6, Health). Figures that did not change are kept once a day. */
export async function pollPerformance(ask: Ask, { now }: PollRequest, store: StoreRecord): Promise<PollPage> {
  const indicators = (await ask(store, { path: '/seller/performance/get' }, performance)).data.indicators ?? [];
  const figures = (await ask(store, { path: '/seller/metrics/get' }, metrics)).data;
  const day = new Date(now).toISOString().slice(0, 10);
  const name = `performance ${day} ${stateOf([indicators, figures])}`;
  const event = polled(name, { kind: 'performance', at: Math.round(now), indicators, metrics: figures });
  return { events: [event], cursor: String(Math.round(now)), more: false };
}
