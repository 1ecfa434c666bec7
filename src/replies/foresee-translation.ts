import type { Desk } from '../desk.ts';
import { translateReply } from './translate-reply.ts';

/**
 * Whether a queued reply will leave untranslated, as far as that is known at once: nothing translates at all, or the
 * sandbox's phrasebook lacks the sentence. A real service is not asked twice; whoever wrote hears of its failures later.
 */
export async function foreseeTranslation(desk: Desk, replyId: string): Promise<'fine' | 'absent' | 'no_entry'> {
  if (desk.translation.anyText) return 'fine';
  const reply = await desk.db.read.reply.findUniqueOrThrow({ where: { id: replyId } });
  // The job may have handed it over already, and what was handed over is not translated again.
  const outcome = await translateReply(desk, { ...reply, sentTextSealed: null });
  if (!('translated' in outcome) || outcome.translated !== false) return 'fine';
  return desk.translation.available ? 'no_entry' : 'absent';
}
