import * as z from 'zod';
import type { Desk } from '../desk.ts';
import type { JobDefinition, JobFailure } from '../jobs/job.ts';
import { requestCards } from '../notify/request-cards.ts';
import { toJobFailure } from '../notify/to-job-failure.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { RowWrite, Write } from '../store/database.ts';

export const showPicturePayload = z.object({ ticketId: z.string(), thumbnailKey: z.string(), messenger: z.string() });
type Payload = z.infer<typeof showPicturePayload>;

/** A card that is not there by then never comes: its group was left, or it went into a digest. */
const cardWaitMs = 10 * 60_000;
const lookAgainMs = 2_000;
/** Of one message: each is a message to the whole group, and the card links to them all. */
const mostPosted = 3;

/**
 * Asks for thumbnails to be brought to the messengers that show pictures, as a part of the caller's change.
 * @returns whether that will redraw the ticket's cards by itself
 */
export async function requestPictures(
  desk: Desk,
  tx: RowWrite,
  ticketId: string,
  thumbnailKeys: readonly string[],
): Promise<boolean> {
  const showing = [...desk.messengers.values()].filter(({ can }) => can.pictures !== 'none');
  await desk.queue.enqueue(
    tx,
    showing.flatMap(({ name, can }) =>
      thumbnailKeys.slice(0, can.pictures === 'message' ? mostPosted : undefined).map((thumbnailKey) => ({
        kind: 'show-picture',
        key: `picture:${name}:${ticketId}:${thumbnailKey}`,
        payload: { ticketId, thumbnailKey, messenger: name } satisfies Payload,
        dueAt: desk.clock.now(),
      })),
    ),
  );
  return thumbnailKeys.length > 0 && showing.some(({ can }) => can.pictures === 'in_card');
}

/** Hands a thumbnail to a messenger once: for its cards where they can show pictures, else as a message below the card. */
export function showPictures(desk: Desk): JobDefinition<Payload> {
  return {
    kind: 'show-picture',
    payload: showPicturePayload,
    maxAttempts: 20,
    batch: 1,
    concurrency: 3,
    async handle([job]) {
      const { payload, id, askedAt } = job!;
      const messenger = desk.messengers.get(payload.messenger);
      if (!messenger) return {};
      try {
        if (messenger.can.pictures === 'in_card') return await upload(desk, messenger, payload);
        return await post(desk, messenger, { ...payload, jobId: id, askedAt });
      } catch (error) {
        const failure: JobFailure = toJobFailure(error);
        // The card has the name and the link; a picture that the messenger will not have is no trouble of the team's.
        if (failure.final) {
          desk.log.warn({ err: error, messenger: messenger.name }, 'a picture was refused');
          return {};
        }
        return { failed: new Map([[id, failure]]) };
      }
    },
  };
}

async function upload(desk: Desk, messenger: Messenger, { ticketId, thumbnailKey }: Payload) {
  const known = await desk.db.read.shownPicture.findFirst({
    where: { messenger: messenger.name, thumbnailKey, chatId: '' },
    select: { key: true },
  });
  const bytes = known ? null : await desk.files.vault.read(thumbnailKey);
  if (!known && !bytes) return {};
  const { key } = known ?? (await messenger.upload({ name: 'picture.jpg', type: 'image/jpeg', bytes: bytes! }));
  return {
    async settle(tx: Write) {
      await remember(desk, tx, { messenger: messenger.name, thumbnailKey, chatId: '', key });
      await tx.ticket.update({ where: { id: ticketId }, data: { version: { increment: 1 } } });
      await requestCards(desk, tx, [ticketId]);
    },
  };
}

async function post(
  desk: Desk,
  messenger: Messenger,
  asked: Payload & { jobId: string; askedAt: number },
): Promise<{ again?: Map<string, number>; settle?: (tx: Write) => Promise<void> }> {
  const { ticketId, thumbnailKey, jobId, askedAt } = asked;
  const { read, seal } = desk.db;
  const cards = await read.card.findMany({ where: { ticketId, messageId: { not: null } } });
  const chats = cards.flatMap(({ chatId }) => desk.chats.get(chatId) ?? []).filter((chat) => chat.messenger === messenger.name);
  if (chats.length === 0) return desk.clock.now() - askedAt < cardWaitMs ? { again: new Map([[jobId, lookAgainMs]]) } : {};
  const done = await read.shownPicture.findMany({ where: { messenger: messenger.name, thumbnailKey } });
  const waiting = chats.filter(({ id }) => !done.some(({ chatId }) => chatId === id));
  const row = await read.attachment.findFirst({ where: { thumbnailKey } });
  const ticket = await read.ticket.findUnique({ where: { id: ticketId }, select: { number: true } });
  // What a person opens is the picture itself, as large as it is kept.
  const bytes = row?.contentKey ? await desk.files.vault.read(row.contentKey) : null;
  if (!row || !ticket || !bytes || !messenger.postPicture) return {};
  const posted: { chatId: string; key: string }[] = [];
  for (const chat of waiting) {
    const { messageId } = await messenger.postPicture({
      chat: chat.externalId,
      name: seal.open(row.nameSealed),
      type: 'image/jpeg',
      bytes,
      caption: `#${ticket.number}`,
      key: `p-${row.id}-${chat.id.slice(-8)}`,
    });
    posted.push({ chatId: chat.id, key: messageId });
  }
  return {
    async settle(tx) {
      for (const one of posted) await remember(desk, tx, { messenger: messenger.name, thumbnailKey, ...one });
    },
  };
}

async function remember(
  desk: Desk,
  tx: Write,
  picture: { messenger: string; thumbnailKey: string; chatId: string; key: string },
): Promise<void> {
  const { messenger, thumbnailKey, chatId } = picture;
  await tx.shownPicture.upsert({
    where: { messenger_thumbnailKey_chatId: { messenger, thumbnailKey, chatId } },
    create: { ...picture, at: new Date(desk.clock.now()) },
    update: { key: picture.key },
  });
}
