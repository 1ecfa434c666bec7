import { lost, onceEach, wrong } from '../fault.ts';
import type { Fault, Invariant } from '../fault.ts';
import { alarming } from '../buyers.ts';

/** Every message that was acknowledged has an outcome: it stands once, in a ticket, and rang where it had to. */
export const messages: Invariant = async ({ run }) => {
  const { history, ground, id } = run;
  const accepted = new Map(history.of('accepted').map(({ subject, more }) => [subject, String(more?.text)]));
  const events = await ground.engine.read<{ externalId: string; status: string }>(
    `SELECT "externalId", "status" FROM "InboxEvent" WHERE "externalId" LIKE '${id}-%'`,
  );
  const stored = await ground.engine.read<{ externalId: string; ticketId: string | null; alerts: number }>(
    `SELECT m."externalId", m."ticketId", (SELECT count(*) FROM "Alert" a WHERE a."messageId" = m."id") AS alerts
     FROM "Message" m WHERE m."externalId" LIKE '${id}-m%' AND m."author" = 'buyer'`,
  );
  return [
    ...onceEach(
      'event',
      accepted.keys(),
      events.map(({ externalId }) => externalId),
    ),
    ...onceEach(
      'message',
      accepted.keys(),
      stored.map(({ externalId }) => externalId),
    ),
    ...events.filter(({ status }) => status !== 'done').map(({ externalId, status }) => lost(`event ${externalId} is ${status}`)),
    ...stored.flatMap(({ externalId, ticketId, alerts }): Fault[] => {
      if (ticketId === null) return [lost(`message ${externalId} has no ticket`)];
      return accepted.get(externalId)?.startsWith(alarming) && alerts === 0 ? [lost(`alert of ${externalId}`)] : [];
    }),
    ...history
      .of('refused')
      .filter(({ more }) => more?.status !== undefined && more.status !== 503)
      .map(({ subject, more }) => wrong(`the push ${subject} was answered ${String(more!.status)}`)),
  ];
};
