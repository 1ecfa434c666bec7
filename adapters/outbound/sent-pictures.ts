import { createRecent } from './recent.ts';
import type { Recent } from './recent.ts';

/**
 * How many pictures of a reply stand at the platform already, by the reply's id. Chats take each picture as a message of its own:
 * those of a reply go first and its words last, so that the words stand for the whole, and a second attempt begins where the
 * first broke off. What memory has lost with the process is counted in the conversation.
 */
export type SentPictures = Recent<{ count: number; lastId: string }>;

export const createSentPictures = (): SentPictures => createRecent(1_000);

/**
 * Sends those that are missing, in order. @param send one picture; @returns its id at the platform
 * @returns the id of the last picture, undefined where there is none
 */
export async function sendPictures<P>(
  sent: SentPictures,
  reply: { id: string; attachments?: readonly P[] },
  send: (picture: P) => Promise<string>,
): Promise<string | undefined> {
  const pictures = reply.attachments ?? [];
  for (let count = sent.get(reply.id)?.count ?? 0; count < pictures.length; count++)
    sent.set(reply.id, { count: count + 1, lastId: await send(pictures[count]!) });
  return sent.get(reply.id)?.lastId;
}
