import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestSaying } from '../notify/say.ts';
import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { insertRows } from '../store/rows.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeReach } from './describe-reach.ts';
import { means as allMeans } from './means.ts';
import type { Means } from './means.ts';
import { reachPerson } from './reach-person.ts';
import type { Attempt } from './reach-person.ts';

const payload = z.object({ personId: z.string(), chatId: z.string(), test: z.string() });

/** Asks for a harmless call to one person by every means; what reached them is told in a chat. Part of the caller's transaction. */
export async function requestTestAlert(
  desk: Desk,
  tx: Write,
  request: { personId: string; chatId: string; test: string },
): Promise<void> {
  await desk.queue.enqueue(tx, [{ kind: 'test-alert', key: `test:${request.test}`, payload: request, dueAt: desk.clock.now() }]);
}

interface Result {
  means: Means;
  reached: boolean;
  tried: Attempt[];
  askedAt: number;
  settledAt: number;
}

export function testAlert(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  return {
    kind: 'test-alert',
    payload,
    maxAttempts: 3,
    batch: 1,
    concurrency: 2,
    async handle([job]) {
      const { personId, chatId, test } = job!.payload;
      const texts = textsOf(desk);
      const person = await desk.db.read.person.findUnique({ where: { id: personId } });
      if (!person) return {};
      const results: Result[] = [];
      for (const means of allMeans) {
        const askedAt = desk.clock.now();
        const words = { text: texts('call.test', { means: texts(`means.${means}`) }), subject: texts('call.test_subject') };
        const call = { key: `${test.slice(-24)}-${means}`, personId, ...words, cards: [], chats: desk.chats.alertChats() };
        const { means: by, tried } = await reachPerson(desk, call, [means]);
        results.push({ means, reached: by !== null, tried, askedAt, settledAt: desk.clock.now() });
      }
      // Sandbox aside, a way that does not exist is no failure of it.
      const existing = results.filter(({ reached, tried }) => reached || tried.some(({ problem }) => problem !== 'absent'));
      const lines = results.map((result) => describe(result));
      return {
        async settle(tx) {
          await insertRows(
            tx,
            'Call',
            existing.map(({ means, reached, tried, askedAt, settledAt }) => ({
              id: newId(),
              key: `test:${test}:${personId}:${means}`,
              ticketId: null,
              personId,
              role: 'test',
              wanted: means,
              means: reached ? means : null,
              tried: JSON.stringify(tried),
              state: reached ? 'reached' : 'unreached',
              askedAt,
              settledAt,
            })),
          );
          const text = [texts('call.test_title', { who: person.name }), ...lines, await describeReach(desk, tx)].join('\n');
          await requestSaying(desk, tx, { chatId, text, key: `test-${test}` });
        },
      };

      function describe({ means, reached, tried, askedAt, settledAt }: Result): string {
        const values = { means: texts(`means.${means}`), seconds: ((settledAt - askedAt) / 1_000).toFixed(1) };
        if (reached) return texts('call.test_reached', values);
        return tried.some(({ problem }) => problem !== 'absent')
          ? texts('call.test_failed', {
              ...values,
              problem: tried.map(({ messenger = '', problem }) => `${messenger} ${problem}`.trim()).join(', '),
            })
          : texts('call.test_absent', values);
      }
    },
  };
}
