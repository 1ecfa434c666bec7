import * as z from 'zod';
import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import type { JobDefinition } from '../jobs/job.ts';
import { requestSaying } from '../notify/say.ts';
import { outranksAgents, requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import type { Silence as SilenceRow } from '../store/client/client.ts';
import type { Reader, Write } from '../store/database.ts';
import { selectRows } from '../store/rows.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { silenceLabel } from './describe-silence.ts';
import { tellOnTicket } from './tell-on-ticket.ts';

const payload = z.object({ silenceId: z.string() });

/** Tells the end of a silence and what it held back, once, in the chat where it was asked for. */
export function silenceOver(desk: Desk): JobDefinition<z.infer<typeof payload>> {
  return {
    kind: 'silence-over',
    payload,
    maxAttempts: 20,
    batch: 20,
    concurrency: 1,
    async handle(jobs) {
      const now = desk.clock.now();
      await desk.db.write(async (tx) => {
        const over = await tx.silence.findMany({
          where: { id: { in: jobs.map((job) => job.payload.silenceId) }, until: { lte: new Date(now) }, toldAt: null },
        });
        for (const silence of over) {
          const { count } = await tx.silence.updateMany({
            where: { id: silence.id, toldAt: null },
            data: { toldAt: new Date(now) },
          });
          if (count === 0) continue;
          const text = textsOf(desk)('silence.over', { what: silenceLabel(desk, silence), count: await heldBack(tx, silence) });
          await requestSaying(desk, tx, { chatId: silence.chatId, text, key: `silence-over-${silence.id}` });
          if (silence.scope === 'ticket') await tellOnTicket(desk, tx, silence.subject, { kind: 'silence_over' });
        }
      });
      return {};
    },
  };
}

/** How many alerts a silence has kept from ringing. */
export async function heldBack(read: Reader | Write, { id, from }: SilenceRow): Promise<number> {
  // Messages may have been written before the silence began and read during it.
  const since = from.getTime() - 86_400_000;
  const [row] = await selectRows<{ count: number }>(
    read,
    `SELECT count(*) AS count FROM "Alert" WHERE "state" = 'muted' AND "at" > instant(?) AND "muting" ->> 'id' = ?`,
    since,
    id,
  );
  return row!.count;
}

/** Ends a silence before its time, audited; answers with what it held back. @throws GengfuError unknown_silence, role_required */
export async function endSilence(
  desk: Desk,
  { number, by }: { number: number; by: Actor },
): Promise<{ silence: SilenceRow; count: number }> {
  const now = desk.clock.now();
  return desk.db.write(async (tx) => {
    const silence = await tx.silence.findUnique({ where: { number } });
    if (!silence || silence.until.getTime() <= now) throw new GengfuError('unknown_silence', { number });
    const small = silence.scope === 'ticket' || silence.scope === 'buyer';
    requireRole(by, small || outranksAgents(by) ? 'agent' : 'supervisor');
    await tx.silence.update({
      where: { id: silence.id },
      data: { until: new Date(now), endedBy: by.id, toldAt: new Date(now) },
    });
    if (silence.scope === 'ticket') await tellOnTicket(desk, tx, silence.subject, { kind: 'silence_over', personId: by.id });
    await audit(tx, {
      at: now,
      personId: by.id,
      action: 'silence off',
      subject: `${silence.scope} ${silence.subject}`,
      before: { until: silence.until.getTime() },
    });
    return { silence, count: await heldBack(tx, silence) };
  });
}
