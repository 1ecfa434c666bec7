import { digestActions } from '../../cards/card.ts';
import type { DigestAction } from '../../cards/card.ts';
import { digestCard } from '../../cards/digest-card.ts';
import type { Desk } from '../desk.ts';
import { readDigest, shownOf } from '../digests/read-digest.ts';
import { takeAll, takeNext } from '../digests/take-from-digest.ts';
import type { Taking } from '../digests/take-from-digest.ts';
import { GengfuError } from '../errors.ts';
import { cardOptions } from '../notify/card-options.ts';
import { actorOf } from '../people/people-directory.ts';
import type { Tap, TapAnswer } from '../ports/messenger.ts';
import type { Digest } from '../store/client/client.ts';
import { textsOf } from '../texts/desk-texts.ts';
import { describeError } from './describe-error.ts';

export type DigestTap = Tap & { action: DigestAction };

export const isDigestTap = (tap: Tap): tap is DigestTap => (digestActions as readonly string[]).includes(tap.action);

/** An answer needs this long to reach the messenger. */
const wayMs = 1_000;

/** A tap on a digest, which is known by its message; the answer shows what is left of it. */
export async function tapDigest(desk: Desk, tap: DigestTap): Promise<TapAnswer> {
  const began = desk.clock.now();
  const chat = desk.chats.find(tap.messenger, tap.chat);
  const digest = chat && (await desk.db.read.digest.findFirst({ where: { chatId: chat.id, messageId: tap.messageId } }));
  if (!digest) return { toast: { type: 'error', text: describeError(desk, new GengfuError('unknown_digest')) } };
  const answered = desk.answeredCards.begin(chat.id, digest.id);
  const toast = await take(desk, tap, digest);
  const now = await desk.db.read.digest.findUniqueOrThrow({ where: { id: digest.id } });
  const view = await readDigest(desk, now);
  answered(view.version);
  // An answer that comes too late shows nothing: then the card is redrawn beside it.
  if (desk.clock.now() - began < desk.messengers.get(tap.messenger)!.can.answerBudgetMs - wayMs)
    await desk.db.write((tx) => tx.digest.update({ where: { id: digest.id }, data: { shown: shownOf(view.waiting) } }));
  return { toast, card: digestCard(view, cardOptions(desk)) };
}

async function take(desk: Desk, tap: DigestTap, digest: Digest): Promise<TapAnswer['toast']> {
  try {
    const taking = { digest, by: await actorOf(desk.db.read, tap.messenger, tap.person), seenVersion: tap.version };
    return { type: 'success', text: await takeAndTell(desk, tap.action, taking) };
  } catch (error) {
    return { type: error instanceof GengfuError ? 'warning' : 'error', text: describeError(desk, error) };
  }
}

/** Does what a tap or a command asks for, and says so. @throws GengfuError digest_empty | digest_moved | role_required */
export async function takeAndTell(desk: Desk, action: DigestAction, taking: Taking): Promise<string> {
  const texts = textsOf(desk);
  return action === 'take_next'
    ? texts('toast.take_next', { ticket: await takeNext(desk, taking) })
    : texts('toast.take_all', { count: await takeAll(desk, taking) });
}
