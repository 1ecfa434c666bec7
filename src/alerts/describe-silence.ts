import type { Desk } from '../desk.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { TextKey } from '../texts/texts.ts';

/** `规则「退款词」`, `店铺 Rumah Kita`, `#1042 的买家`. */
export const silenceLabel = (desk: Desk, { scope, name }: { scope: string; name: string }): string =>
  textsOf(desk)(`silence.of_${scope}` as TextKey, { name });
