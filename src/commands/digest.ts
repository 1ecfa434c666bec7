import type { DigestAction } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import { requestDigests } from '../digests/request-digests.ts';
import { GengfuError } from '../errors.ts';
import type { Chat } from '../notify/chat-directory.ts';
import type { Digest } from '../store/client/client.ts';
import { defineCommand } from './command.ts';
import { takeAndTell } from './tap-digest.ts';

/** The taps of a digest's card, typed: they mean the newest digest of the group. */
const take = (word: 'next' | 'all', zh: string, action: DigestAction) =>
  defineCommand({
    spec: { name: `digest ${word}`, zh: [zh], params: [], example: { zh: `/${zh}`, en: `/digest ${word}` } },
    about: `help.digest_${word}`,
    least: 'agent',
    async run(desk, _, { by, chat }) {
      const digest = await newestDigest(desk, chat);
      const text = await takeAndTell(desk, action, { digest, by });
      await desk.db.writeRows((tx) => requestDigests(desk, tx, [digest.id]));
      return { text };
    },
  });

export const digestNext = take('next', '汇总 下一张', 'take_next');
export const digestAll = take('all', '汇总 全部', 'take_all');

/** @throws GengfuError unknown_digest */
async function newestDigest(desk: Desk, chat: Chat): Promise<Digest> {
  const digest = await desk.db.read.digest.findFirst({ where: { chatId: chat.id }, orderBy: { postedAt: 'desc' } });
  if (!digest) throw new GengfuError('unknown_digest');
  return digest;
}
