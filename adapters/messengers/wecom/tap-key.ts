import { z } from 'zod';
import { tapActions } from '../../../cards/card.ts';
import type { ActionName } from '../../../cards/card.ts';

/** What a button means: `act` asks or does, `submit` sends what was picked, `back` closes the question. */
export interface TapKey {
  step: 'act' | 'submit' | 'back';
  action: ActionName;
  ticket: number;
  version: number;
}

const parts = z.tuple([
  z.enum(tapActions),
  z.coerce.number().int(),
  z.coerce.number().int(),
  z.enum(['submit', 'back']).optional(),
]);

/** `claim:1042:3`, `close:1042:3:submit` (facts/messengers §5.2); keys of one card must differ. */
export function tapKey({ step, action, ticket, version }: TapKey): string {
  return [action, ticket, version, ...(step === 'act' ? [] : [step])].join(':');
}

/** Null for a key that is not ours. */
export function readTapKey(key: string): TapKey | null {
  const read = parts.safeParse(key.split(':'));
  if (!read.success) return null;
  const [action, ticket, version, step = 'act'] = read.data;
  return { step, action, ticket, version };
}
