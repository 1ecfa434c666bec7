import * as z from 'zod';
import { parseExact } from '../../http/exact-json.ts';
import type { PolledEvent, PollPage, PollRequest } from '../../../src/ports/marketplace.ts';
import type { StoreRecord } from '../../../src/stores/store-record.ts';
import type { Ask } from './client.ts';
import { namePush } from './name-push.ts';

const lost = z.looseObject({ code: z.number().optional(), data: z.unknown() });
const listAnswer = z.object({
  response: z.object({
    push_message_list: z.array(lost).nullish(),
    has_next_page: z.boolean().nullish(),
    last_message_id: z.union([z.number(), z.string().regex(/^\d{1,19}$/)]).nullish(),
  }),
});
const confirmed = z.looseObject({});

/**
 * Pushes that nobody acknowledged, kept for three days (facts/marketplaces §5.3). The queue is the app's: what it holds for
 * other shops of the app is taken out with the rest, and found by their own rounds.
 */
export async function pollLostPushes(ask: Ask, _: PollRequest, store: StoreRecord): Promise<PollPage> {
  const { response } = await ask(store, { name: 'push.get_lost_push_message' }, listAnswer);
  const events = (response.push_message_list ?? []).map(eventOf);
  const last = response.last_message_id;
  return {
    events,
    cursor: 'queue',
    more: response.has_next_page === true && events.length > 0,
    ...(events.length > 0 && last
      ? {
          acknowledge: async () => {
            const body = { last_message_id: BigInt(last) };
            await ask(store, { name: 'push.confirm_consumed_lost_push_message', body, repeatable: true }, confirmed);
          },
        }
      : {}),
  };
}

/** `data` is text in the console's type and an object in its sample, and either the whole push or its data. */
function eventOf(entry: z.infer<typeof lost>): PolledEvent {
  const data = typeof entry.data === 'string' ? read(entry.data) : entry.data;
  const whole = typeof data === 'object' && data !== null && 'code' in data && 'data' in data ? data : { ...entry, data };
  const text = JSON.stringify(whole);
  return { externalId: `lost ${namePush(whole, text)}`, body: JSON.stringify({ polled: 'push', push: whole }) };
}

function read(text: string): unknown {
  try {
    return parseExact(text);
  } catch {
    return text;
  }
}
