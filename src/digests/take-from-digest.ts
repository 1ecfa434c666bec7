import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { requestCards } from '../notify/request-cards.ts';
import { requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import type { Digest } from '../store/client/client.ts';
import type { Write } from '../store/database.ts';
import { changeRows } from '../store/rows.ts';
import { claimFree } from '../tickets/claim-ticket.ts';
import { readDigest } from './read-digest.ts';
import { requestDigestsOf } from './request-digests.ts';

export interface Taking {
  digest: Digest;
  by: Actor;
  /** Version of the card that was tapped; absent for what was typed. */
  seenVersion?: number;
}

/**
 * Claims the first ticket of a digest that nobody has, or goes on with one that is the asker's already; its own card follows.
 * @returns its number
 * @throws GengfuError digest_empty | digest_moved (with `by` and `at`) | role_required
 */
export async function takeNext(desk: Desk, taking: Taking): Promise<number> {
  const { digest, by } = taking;
  requireRole(by, 'agent');
  const { waiting } = await readDigest(desk, digest);
  return desk.db.write(async (tx) => {
    await move(desk, tx, taking);
    for (const { id, number, owner } of waiting) {
      if (owner && owner.id !== by.id) continue;
      if (!owner) {
        const claimed = await claimFree(desk, tx, { tickets: [number], by });
        if (claimed.length > 0) return number;
        continue;
      }
      const opened = await changeRows(
        tx,
        `UPDATE "Card" SET "renderedVersion" = 0 WHERE "digestId" = ? AND "ticketId" = ? AND "messageId" IS NULL AND "renderedVersion" > 0`,
        digest.id,
        id,
      );
      if (opened === 0) continue;
      await requestCards(desk, tx, [id]);
      return number;
    }
    throw new GengfuError('digest_empty');
  });
}

/**
 * Claims every ticket of a digest that nobody has. Their cards do not follow, or the group would get the flood that the
 * digest spared it; each comes when it is next.
 * @returns how many
 * @throws GengfuError digest_empty | digest_moved (with `by` and `at`) | role_required
 */
export async function takeAll(desk: Desk, taking: Taking): Promise<number> {
  const { digest, by } = taking;
  requireRole(by, 'agent');
  const { waiting } = await readDigest(desk, digest);
  const tickets = waiting.flatMap(({ number, owner }) => (owner ? [] : [number]));
  return desk.db.write(async (tx) => {
    await move(desk, tx, taking);
    const claimed = await claimFree(desk, tx, { tickets, by });
    if (claimed.length === 0) throw new GengfuError('digest_empty');
    const ids = JSON.stringify(claimed.map(({ id }) => id));
    await changeRows(
      tx,
      `UPDATE "Card" SET "renderedVersion" = (SELECT t."version" FROM "Ticket" t WHERE t."id" = "Card"."ticketId")
       WHERE "ticketId" IN (SELECT value FROM json_each(?)) AND "messageId" IS NULL AND "digestId" IS NOT NULL`,
      ids,
    );
    await requestDigestsOf(desk, tx, ids);
    return claimed.length;
  });
}

/** Of several taps on the same picture one counts. */
async function move(desk: Desk, tx: Write, { digest, by, seenVersion }: Taking): Promise<void> {
  const { count } = await tx.digest.updateMany({
    where: { id: digest.id, ...(seenVersion === undefined ? {} : { version: seenVersion }) },
    data: { version: { increment: 1 }, takenById: by.id, takenAt: new Date(desk.clock.now()) },
  });
  if (count > 0) return;
  const { takenById, takenAt } = await tx.digest.findUniqueOrThrow({ where: { id: digest.id } });
  const person = takenById ? await tx.person.findUnique({ where: { id: takenById } }) : null;
  throw new GengfuError('digest_moved', { by: person?.name ?? '', at: takenAt?.getTime() ?? desk.clock.now() });
}
