import type { AttachmentView } from '../../cards/ticket-view.ts';
import type { Desk } from '../desk.ts';
import { selectRows } from '../store/rows.ts';

interface AttachmentRow {
  id: string;
  messageId: string;
  nameSealed: string;
  state: string;
  problem: string | null;
  declaredSize: number | null;
  size: number | null;
  thumbnailKey: string | null;
}

/** The files of these messages in order, by message. */
export async function readAttachmentViews(
  desk: Desk,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, AttachmentView[]>> {
  const { read, seal } = desk.db;
  const rows = await selectRows<AttachmentRow>(
    read,
    `SELECT "id", "messageId", "nameSealed", "state", "problem", "declaredSize", "size", "thumbnailKey" FROM "Attachment"
     WHERE "messageId" IN (SELECT value FROM json_each(?)) ORDER BY "messageId", "position"`,
    JSON.stringify(messageIds),
  );
  if (rows.length === 0) return new Map();
  const shown = await selectRows<{ thumbnailKey: string; messenger: string; key: string }>(
    read,
    `SELECT "thumbnailKey", "messenger", "key" FROM "ShownPicture" WHERE "chatId" = '' AND "thumbnailKey" IN (SELECT value FROM json_each(?))`,
    JSON.stringify(rows.flatMap(({ thumbnailKey }) => thumbnailKey ?? [])),
  );
  const now = desk.clock.now();
  const { links } = desk.files;
  const views = rows.map((row): AttachmentView & { messageId: string } => {
    const isStored = row.state === 'stored';
    return {
      messageId: row.messageId,
      name: seal.open(row.nameSealed),
      state: row.state as AttachmentView['state'],
      problem: row.problem as AttachmentView['problem'],
      size: row.size ?? row.declaredSize,
      ...(isStored ? { path: links.path(row.id, 'whole', now), link: links.url(row.id, 'whole', now) } : {}),
      ...(row.thumbnailKey && {
        thumbnail: {
          path: links.path(row.id, 'thumbnail', now),
          keys: Object.fromEntries(
            shown.filter(({ thumbnailKey }) => thumbnailKey === row.thumbnailKey).map(({ messenger, key }) => [messenger, key]),
          ),
        },
      }),
    };
  });
  return Map.groupBy(views, ({ messageId }) => messageId);
}
