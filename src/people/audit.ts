import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';

/** One line of the audit log: who changed what from what to what. Written with the change itself. */
export async function audit(
  tx: Write,
  entry: {
    at: number;
    /** Null where no person did it: a new version of the program. */ personId: string | null;
    action: string;
    subject: string;
    before?: unknown;
    after?: unknown;
  },
): Promise<void> {
  const { at, before, after, ...rest } = entry;
  await tx.auditEntry.create({
    data: {
      id: newId(),
      at: new Date(at),
      ...rest,
      before: before === undefined ? null : JSON.stringify(before),
      after: after === undefined ? null : JSON.stringify(after),
    },
  });
}
