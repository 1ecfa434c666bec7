import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition } from '../jobs/job.ts';
import type { Write } from '../store/database.ts';

export const forgetFilesPayload = z.object({ keys: z.array(z.string()) });

/** Takes the files of conversations away as a part of the caller's change; their bytes follow once that is on disk. */
export async function forgetAttachments(
  desk: Pick<Desk, 'clock'> & { queue: Pick<Desk['queue'], 'enqueue'> },
  tx: Write,
  conversationIds: readonly string[],
): Promise<void> {
  const theirs = { conversationId: { in: [...conversationIds] } };
  const rows = await tx.attachment.findMany({ where: theirs, select: { contentKey: true, thumbnailKey: true } });
  const keys = [
    ...new Set(rows.flatMap(({ contentKey, thumbnailKey }) => [contentKey, thumbnailKey]).filter((key) => key !== null)),
  ];
  await tx.attachment.deleteMany({ where: theirs });
  if (keys.length > 0) await desk.queue.enqueue(tx, [{ kind: 'forget-files', payload: { keys }, dueAt: desk.clock.now() }]);
}

/** Deletes contents that no attachment has any more; what others sent as well stays theirs. */
export function forgetFiles(desk: Desk): JobDefinition<z.infer<typeof forgetFilesPayload>> {
  return {
    kind: 'forget-files',
    payload: forgetFilesPayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 1,
    async handle([job]) {
      const { read } = desk.db;
      const gone: string[] = [];
      for (const key of job!.payload.keys) {
        if ((await read.attachment.count({ where: { OR: [{ contentKey: key }, { thumbnailKey: key }] } })) > 0) continue;
        await desk.files.vault.forget(key);
        gone.push(key);
      }
      return { settle: async (tx) => void (await tx.shownPicture.deleteMany({ where: { thumbnailKey: { in: gone } } })) };
    },
  };
}
