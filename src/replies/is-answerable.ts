import type { Seal } from '../store/seal.ts';

/** Whether a conversation can be answered from here: an adapter that knows no way back keeps an empty address. */
export function isAnswerable(seal: Pick<Seal, 'open'>, replySealed: string): boolean {
  return Object.keys(JSON.parse(seal.open(replySealed)) as object).length > 0;
}
