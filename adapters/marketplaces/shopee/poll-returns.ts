import * as z from 'zod';
import type { PolledEvent, PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { inSeconds, leavePage, openWindow } from './time-window.ts';
import { id } from './wire.ts';

const returned = z.looseObject({ return_sn: id, status: z.string(), update_time: z.number() });
const listAnswer = z.object({ response: z.object({ return: z.array(returned).nullish(), more: z.boolean().nullish() }) });
const detailAnswer = z.object({ response: returned });

const lookBackMs = 7 * 86_400_000;
const pageSize = 50;

/** Returns that changed, by spans of time; pages are numbered from 0 (facts/marketplaces §5.4). */
export async function pollReturns(ask: Ask, request: PollRequest, store: StoreRecord): Promise<PollPage> {
  const window = openWindow(request, lookBackMs);
  const { from, to } = inSeconds(window);
  const page = /^\d{1,6}$/.test(window.page ?? '') ? Number(window.page) : 0;
  const query = { page_no: page, page_size: pageSize, update_time_from: from, update_time_to: to };
  const { response } = await ask(store, { name: 'returns.get_return_list', query }, listAnswer);
  const events = (response.return ?? []).map(eventOf);
  return { events, ...leavePage(window, response.more ? String(page + 1) : undefined) };
}

export async function readReturn(ask: Ask, store: StoreRecord, returnSn: string): Promise<PolledEvent[]> {
  const query = { return_sn: returnSn };
  const { response } = await ask(store, { name: 'returns.get_return_detail', query }, detailAnswer);
  return [eventOf(response)];
}

const eventOf = (entry: z.infer<typeof returned>): PolledEvent => ({
  externalId: `return ${entry.return_sn} ${entry.status} ${entry.update_time}`,
  body: JSON.stringify({ polled: 'return', return: entry }),
});
