import type * as z from 'zod';
import { chatsOf } from '../routes/chats-of.ts';
import { readRoutes } from '../routes/read-routes.ts';
import { formatDuration } from '../clocks/parse-duration.ts';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestSaying } from '../notify/say.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import type { Write } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { settlePayload } from './held-jobs.ts';
import { heldColumns, ringHeld } from './ring-held.ts';
import type { HeldAlert } from './ring-held.ts';

/** What came and went has been quiet: where it still stands it rings, and that is told; where it does not nothing is said. */
export function settleFlapping(desk: Desk): JobDefinition<z.infer<typeof settlePayload>> {
  return {
    kind: 'settle-flapping',
    payload: settlePayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const { ruleId, ticketId } = job!.payload;
      await desk.db.write(async (tx) => {
        const last = await selectRows<HeldAlert>(
          tx,
          `SELECT ${heldColumns} FROM "Alert"
           WHERE "ticketId" = ? AND "ruleId" = ? AND "state" = 'muted' AND "muting" ->> 'by' = 'flapping'
           ORDER BY "at" DESC, "id" DESC LIMIT 1`,
          ticketId,
          ruleId,
        );
        for (const alert of await ringHeld(desk, tx, last)) await sayStays(desk, tx, alert);
      });
      return {};
    },
  };
}

async function sayStays(desk: Desk, tx: Write, { ruleId, ruleName, ticketId }: HeldAlert): Promise<void> {
  const ticket = await tx.ticket.findUniqueOrThrow({ where: { id: ticketId } });
  const texts = textsOf(desk);
  const text = texts('say.flapping_stays', {
    ticket: ticket.number,
    rule: ruleNameIn(ruleName, texts.language),
    quiet: formatDuration(desk.settings.get('noise').flapQuietMs, texts.language),
  });
  const key = `stays-${ruleId.slice(-12)}-${ticketId.slice(-12)}-${desk.clock.now()}`;
  const routed = { ...ticket, store: desk.stores.get(ticket.storeId) };
  for (const { id: chatId } of chatsOf(desk, await readRoutes(tx), routed).chats)
    await requestSaying(desk, tx, { chatId, text, key });
}
