import type { Inbound, Tap, TapAnswer } from '../../../src/ports/messenger.ts';
import type { Texts } from '../../../src/texts/texts.ts';

/** Half a second less than the budget the messenger declares. */
const patienceMs = 2_500;

/** The core's answer, or in time a word that it failed or takes longer; what comes late reaches the card by itself. */
export async function answerTap(inbound: Inbound, tap: Tap, texts: Texts): Promise<TapAnswer> {
  const late = Promise.withResolvers<TapAnswer>();
  const timer = setTimeout(() => late.resolve({ toast: { type: 'info', text: texts('toast.late') } }), patienceMs);
  try {
    return await Promise.race([inbound.tap(tap), late.promise]);
  } catch {
    return { toast: { type: 'error', text: texts('error.other') } };
  } finally {
    clearTimeout(timer);
  }
}
