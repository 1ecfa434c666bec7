import type { Marketplace } from '../../../src/ports/marketplace.ts';
import { createSpApi } from './api-client.ts';
import type { ApiOptions } from './api-client.ts';
import { accountForm } from './api-form.ts';
import { createCheck } from './check.ts';
import { pollPage, streams } from './poll.ts';
import { createProactive } from './proactive.ts';
import { createQueueClient } from './queue-client.ts';
import { readHinted } from './read.ts';

type ApiSide = Required<
  Pick<Marketplace, 'streams' | 'poll' | 'read' | 'checkAuthorisation' | 'account' | 'authoriser' | 'proactive'>
>;

/** What the Selling Partner API adds to an Amazon store: everything but its conversations (facts/marketplaces §3.2). */
export function createApiSide(options: ApiOptions): ApiSide & { stop(): void } {
  const api = createSpApi(options);
  const queues = createQueueClient(options);
  return {
    streams,
    poll: (request, store) => pollPage(api, queues, request, store),
    read: (hint, store) => readHinted(api, hint, store),
    checkAuthorisation: createCheck(api),
    account: accountForm,
    authoriser: api.authoriser,
    proactive: createProactive(api),
    stop() {
      queues.stop();
      api.stop();
    },
  };
}
