import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { CallBudget } from '../../../src/ports/messenger.ts';
import type { DingtalkConfig } from './config.ts';
import { readRefusal, toMessengerError } from './fault.ts';
import type { Http } from './http.ts';

const opened = z.object({ endpoint: z.url({ protocol: /^wss?$/ }), ticket: z.string().min(1) });

export interface Subscription {
  type: string;
  topic: string;
}

/**
 * Trades the credentials for the address of one connection; the ticket lives 90 s and serves once (facts/messengers §3.2).
 *
 * It is counted by the month, but made even when nothing is left: taps are answered over the connection without a call, and
 * without it nobody could act until the month ends.
 * @throws MessengerError `refused` on wrong credentials
 */
export async function openGateway(
  parts: { config: DingtalkConfig; http: Http; budget?: CallBudget | undefined },
  subscriptions: readonly Subscription[],
): Promise<string> {
  const { config, http, budget } = parts;
  budget?.take();
  const answer = await http.request({
    method: 'POST',
    url: `${config.apiUrl}/v1.0/gateway/connections/open`,
    body: { clientId: config.clientId, clientSecret: config.clientSecret, ua: 'gengfu/1', subscriptions },
  });
  const refused = readRefusal(answer);
  if (refused) throw toMessengerError(refused);
  const read = opened.safeParse(answer.body);
  if (!read.success) throw new MessengerError('unreachable', 'the DingTalk gateway gave no address');
  const url = new URL(read.data.endpoint);
  // The SDK itself leaves the ticket as it is (facts/messengers §3.1).
  url.searchParams.set('ticket', read.data.ticket);
  return url.href;
}
