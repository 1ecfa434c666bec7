import { silenceScopes } from '../alerts/silence.ts';
import type { SilenceScope } from '../alerts/silence.ts';
import { parseTime } from './grammar/parse-time.ts';
import { tokenise } from './grammar/tokenise.ts';
import type { TimeContext } from './grammar/resolve-spoken-time.ts';

const words: Record<SilenceScope, readonly string[]> = {
  rule: ['规则', 'rule'],
  store: ['店铺', '店', 'store', 'shop'],
  platform: ['平台', 'platform'],
  product: ['商品', 'sku', 'product'],
  buyer: ['买家', 'buyer'],
  ticket: ['工单', '单', 'ticket'],
};

export interface SpokenSilence {
  scope: SilenceScope;
  /** What is meant, as typed. */
  meant: string;
  /** Instant. */
  until: number;
  reason: string | null;
}

/** A time takes at most so many words: `到 下周一 上午 9点`. */
const longestTime = 4;

/**
 * `退款词 2小时`, `店铺 shopee-my 到 周一9点 原因 平台维护`, `product "TIN-500" until fri 18:00 recall`. What stands before the
 * time is meant, what stands after it is the reason; without a word for the scope it is a rule, or a ticket by its number.
 * @returns 'no_time' when no time to come is in it, 'no_subject' when nothing stands before it
 */
export function readSilence(text: string, context: TimeContext): SpokenSilence | 'no_time' | 'no_subject' {
  const tokens = tokenise(text.trim());
  const named = silenceScopes.find((scope) => words[scope].includes(tokens[0]?.value.toLowerCase() ?? ''));
  const first = named && tokens.length > 1 ? 1 : 0;
  for (let from = first + 1; from < tokens.length; from++) {
    for (let to = Math.min(tokens.length, from + longestTime); to > from; to--) {
      const span = tokens.slice(from, to);
      if (span.some(({ quoted }) => quoted)) continue;
      const until = parseTime(span.map(({ value }) => value).join(' '), context);
      if (until === null) continue;
      const join = (part: typeof tokens): string => part.map(({ value }) => value).join(' ');
      const meant = join(tokens.slice(first, from));
      const reason = join(tokens.slice(to)).replace(/^(?:原因|因为|理由|reason|because)[\s::]*/iu, '');
      const scope = named ?? (/^[#＃]?\d{4,9}$/u.test(meant) ? 'ticket' : 'rule');
      return { scope, meant, until, reason: reason || null };
    }
  }
  return tokens.length > first ? 'no_time' : 'no_subject';
}
