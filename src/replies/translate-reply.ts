import type { Desk } from '../desk.ts';
import type { Reply } from '../store/client/client.ts';
import { pickDirection } from '../translation/pick-direction.ts';

/**
 * The words that leave: the agent's own when the buyer can read them or when nothing can translate them, otherwise their
 * translation. What was once handed over is handed over again word for word.
 * @returns `translated` false: went out as written for want of a translation; `retry`: the service did not answer
 */
export async function translateReply(
  desk: Desk,
  reply: Reply,
): Promise<{ text: string; translated: boolean | null } | { retry: true }> {
  const { seal, read } = desk.db;
  const text = seal.open(reply.textSealed);
  if (reply.sentTextSealed) {
    const sent = seal.open(reply.sentTextSealed);
    return { text: sent, translated: sent === text ? null : true };
  }
  // Files alone say nothing in any language.
  if (reply.asIs || text === '') return { text, translated: null };
  const conversation = await read.conversation.findUniqueOrThrow({ where: { id: reply.conversationId } });
  const understander = await desk.understander();
  const direction = pickDirection({
    author: 'agent',
    text,
    buyerLanguage: conversation.language ?? desk.stores.get(reply.storeId)?.locale ?? null,
    teamLanguage: desk.settings.get('language'),
    detect: (words) => understander.understand(words).language,
  });
  if (!direction) return { text, translated: null };
  const result = await desk.translation.translate({ text, ...direction, storeId: reply.storeId });
  // A translation that dropped an order id or an amount does not go out unseen.
  if ('lost' in result && result.lost) return { retry: true };
  if ('text' in result) return { text: result.text, translated: result.provider === 'none' ? null : true };
  // No service, or a phrasebook without this sentence: a late answer costs more than one in the wrong language, and the
  // history says that it went out as written.
  if (result.unavailable === 'absent' || result.unavailable === 'no_entry') return { text, translated: false };
  return { retry: true };
}
