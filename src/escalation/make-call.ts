import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { chatsOf } from '../routes/chats-of.ts';
import { readRoutes } from '../routes/read-routes.ts';
import { recordChange } from '../tickets/record-change.ts';
import type { Ticket } from '../tickets/ticket-state.ts';
import type { Call as CallRow } from '../store/client/client.ts';
import { callWords } from './call-words.ts';
import { ladders } from './means.ts';
import { toJobFailure } from '../notify/to-job-failure.ts';
import type { Means } from './means.ts';
import { reachPerson } from './reach-person.ts';
import type { Attempt } from './reach-person.ts';

export const callPayload = z.object({
  callId: z.string(),
  ticketId: z.string(),
  track: z.enum(['unclaimed', 'clock']),
  /** The run of the escalation that asked for it. */
  since: z.number(),
});
type CallPayload = z.infer<typeof callPayload>;

/** Tries before a call is given up; the steps that follow it go on meanwhile. */
const maxAttempts = 4;

/**
 * Reaches one person about one ticket and records how. What became needless while it waited (somebody took the ticket)
 * is not made. A process that dies between the messenger's answer and the record makes the call again, with the same key;
 * where the messenger cannot tell, that rings twice rather than never.
 */
export function makeCall(desk: Desk): JobDefinition<CallPayload> {
  return {
    kind: 'call',
    payload: callPayload,
    maxAttempts,
    batch: 1,
    concurrency: 8,
    async handle([job]) {
      const { callId, ticketId } = job!.payload;
      await desk.race('call-begun');
      const call = await desk.db.read.call.findUnique({ where: { id: callId } });
      const ticket = await desk.db.read.ticket.findUnique({ where: { id: ticketId } });
      if (!call || call.state !== 'due' || !ticket) return {};
      if (!stillNeeded(ticket, job!.payload)) return { settle: (tx) => settle(tx, call, { state: 'needless' }) };
      const wanted = call.wanted as Means;
      const cards = await desk.db.read.card.findMany({ where: { ticketId } });
      const routed = { ...ticket, store: desk.stores.get(ticket.storeId) };
      const { chats } = chatsOf(desk, await readRoutes(desk.db.read), routed);
      const words = callWords(desk, ticket, job!.payload.track);
      const reached = await reachPerson(
        desk,
        { key: callId, personId: call.personId, ...words, cards, chats },
        ladders[wanted],
      ).catch(toJobFailure);
      if (!('means' in reached)) return { failed: new Map([[job!.id, reached]]) };
      const { means, tried } = reached;
      await desk.race('call-made');
      if (means === null && job!.attempts < maxAttempts)
        return { failed: new Map([[job!.id, { error: new Error(`not reached by ${wanted}`) }]]) };
      return {
        async settle(tx) {
          await settle(tx, call, { state: means ? 'reached' : 'unreached', means, tried });
          desk.db.afterCommit(tx, () => void desk.race('call-recorded'));
        },
      };
    },
  };

  async function settle(
    tx: Parameters<NonNullable<Awaited<ReturnType<JobDefinition['handle']>>['settle']>>[0],
    call: CallRow,
    outcome: { state: 'reached' | 'unreached' | 'needless'; means?: Means | null; tried?: Attempt[] },
  ): Promise<void> {
    const { state, means = null, tried = [] } = outcome;
    const { count } = await tx.call.updateMany({
      where: { id: call.id, state: 'due' },
      data: { state, means, tried: JSON.stringify(tried), settledAt: new Date(desk.clock.now()) },
    });
    if (count === 0 || state === 'needless' || call.ticketId === null) return;
    const person = await tx.person.findUnique({ where: { id: call.personId } });
    const ticket = await tx.ticket.update({ where: { id: call.ticketId }, data: { version: { increment: 1 } } });
    await recordChange(desk, tx, ticket, {
      kind: 'called',
      onceKey: `call:${call.id}`,
      data: { role: call.role, to: person?.name ?? call.personId, wanted: call.wanted, means },
    });
  }
}

/** Whether the ticket still is where it was when the step fired. */
function stillNeeded(ticket: Ticket, { track, since }: CallPayload): boolean {
  if (track === 'unclaimed') return ticket.ringingSince?.getTime() === since;
  return ticket.unansweredSince?.getTime() === since && (ticket.state === 'new' || ticket.state === 'claimed');
}
