import * as z from 'zod';
import type { Desk } from '../desk.ts';
import { faultCode } from '../inbox/fault-code.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { consentLink } from '../stores/consent-link.ts';
import { chatsOf } from '../routes/chats-of.ts';
import { readRoutes } from '../routes/read-routes.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeHeardAgain, describeSilentStore } from '../traffic/describe-silent-store.ts';
import { streamLabel } from '../polling/stream-label.ts';
import { messengerLabel } from './messenger-label.ts';
import { requestSaying } from './say.ts';

/** What the watchman reports about himself. */
export const troublePayload = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('parked'), eventId: z.string() }),
  z.object({ kind: z.literal('budget'), messenger: z.string(), month: z.string(), used: z.number(), limit: z.number() }),
  /** A stream of a store that cannot be read, since an instant. */
  z.object({ kind: z.literal('unreadable'), storeId: z.string(), stream: z.string(), since: z.number(), problem: z.string() }),
  z.object({
    kind: z.literal('authorisation'),
    storeId: z.string(),
    state: z.enum(['lost', 'expiring']),
    /** When it was lost, or will be. */
    at: z.number(),
    /** Of an ending one: the warning this is. */
    stage: z.number().optional(),
  }),
  /** Nothing was heard of a store's buyers from one instant to another, where `usual` messages are. */
  z.object({ kind: z.literal('silent'), storeId: z.string(), since: z.number(), until: z.number(), usual: z.number() }),
  z.object({ kind: z.literal('heard_again'), storeId: z.string(), since: z.number(), until: z.number() }),
  /** No backup has reached every place since an instant. */
  z.object({ kind: z.literal('backup'), since: z.number(), problem: z.string() }),
  z.object({ kind: z.literal('dead_job'), jobId: z.string(), jobKind: z.string(), ticketId: z.string().optional() }),
]);

type Trouble = z.infer<typeof troublePayload>;
type Unreadable = Extract<Trouble, { kind: 'unreadable' }>;
type AuthorisationTrouble = Extract<Trouble, { kind: 'authorisation' }>;

/** Says in every alert chat what could not be done, so that nothing fails in silence. */
export function reportTrouble(desk: Desk): JobDefinition<Trouble> {
  return {
    kind: 'trouble',
    payload: troublePayload,
    maxAttempts: 5,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const trouble = job!.payload;
      const texts = textsOf(desk);
      const { storeId, text, key } = await describe();
      return {
        async settle(tx) {
          const routed = { store: desk.stores.get(storeId), language: null, topic: null, level: null };
          const { chats } = chatsOf(desk, await readRoutes(tx), routed);
          for (const chat of chats) await requestSaying(desk, tx, { chatId: chat.id, text, key });
        },
      };

      async function describeDeadJob({ jobId, jobKind, ticketId }: { jobId: string; jobKind: string; ticketId?: string }) {
        const ticket = ticketId ? await desk.db.read.ticket.findUnique({ where: { id: ticketId } }) : null;
        const key = `job.${jobKind}`;
        const what = texts.has(key) ? texts(key) : jobKind;
        const text = ticket ? texts('trouble.dead_job_of', { what, ticket: ticket.number }) : texts('trouble.dead_job', { what });
        return { storeId: ticket?.storeId ?? '', text, key: `dead-${jobId}` };
      }

      function describeUnreadable({ storeId, stream, since, problem }: Unreadable) {
        const text = texts('trouble.unreadable', {
          store: nameOf(storeId),
          stream: streamLabel(stream, texts),
          since: texts.time(since, desk.clock.now()),
          problem,
        });
        return { storeId, text, key: `unreadable-${storeId}-${stream}-${since}` };
      }

      function describeAuthorisation({ storeId, state, at, stage }: AuthorisationTrouble) {
        const store = desk.stores.get(storeId);
        const byLink = store && desk.marketplaceOf(store, 'poll').authoriser?.consentUrl !== undefined;
        const text = texts(`trouble.authorisation_${state}${byLink ? '' : '_key'}`, {
          store: nameOf(storeId),
          link: byLink ? consentLink(desk, store) : undefined,
          until: texts.time(at, desk.clock.now()),
        });
        return { storeId, text, key: `authorisation-${storeId}-${state}-${at}-${stage ?? 0}` };
      }

      function nameOf(storeId: string): string {
        return desk.stores.get(storeId)?.name ?? storeId;
      }

      async function describe(): Promise<{ storeId: string; text: string; key: string }> {
        switch (trouble.kind) {
          case 'parked': {
            const event = await desk.db.read.inboxEvent.findUnique({ where: { id: trouble.eventId } });
            const store = desk.stores.get(event?.storeId ?? '');
            const reason = event?.error?.split('\n')[0]?.slice(0, 120) ?? '';
            return {
              storeId: event?.storeId ?? '',
              text: texts('trouble.parked', {
                store: store?.name ?? event?.storeId ?? '',
                event: faultCode(trouble.eventId),
                reason,
              }),
              key: `parked-${trouble.eventId}`,
            };
          }
          case 'budget': {
            const { messenger, month, used, limit } = trouble;
            return {
              storeId: '',
              text: texts('trouble.budget', { messenger: messengerLabel(messenger, texts), used, limit }),
              key: `budget-${messenger}-${month}`,
            };
          }
          case 'unreadable':
            return describeUnreadable(trouble);
          case 'authorisation':
            return describeAuthorisation(trouble);
          case 'silent':
            return {
              storeId: trouble.storeId,
              text: await describeSilentStore(desk, trouble),
              key: `silent-${trouble.storeId}-${trouble.since}`,
            };
          case 'heard_again':
            return {
              storeId: trouble.storeId,
              text: describeHeardAgain(desk, trouble),
              key: `heard-again-${trouble.storeId}-${trouble.since}`,
            };
          case 'backup':
            return {
              storeId: '',
              text: texts('trouble.backup', { problem: trouble.problem }),
              key: `backup-${trouble.since}`,
            };
          case 'dead_job':
            return describeDeadJob(trouble);
        }
      }
    },
  };
}
