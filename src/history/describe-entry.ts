import { describeMuting } from '../alerts/describe-muting.ts';
import type { Desk } from '../desk.ts';
import { describeWhy } from '../rules/describe-evidence.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { TextKey, Texts } from '../texts/texts.ts';
import type { HistoryEntry } from './read-history.ts';
import type { Noticed } from './read-missed.ts';

/** One alert in words, piece by piece. `why` may quote the buyer: plain text only. */
export interface EntryWords {
  at: string;
  level: string;
  rule: string;
  version: string;
  store: string;
  ticket: string;
  why: string;
  /** Rang, or why it did not. */
  state: string;
  told: string;
  outcome: string;
}

/** In the team's language and zone. @param time how an instant is written */
export function describeEntry(desk: Desk, entry: HistoryEntry, time: (at: number) => string): EntryWords {
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const { outcome } = entry;
  const numbers = new Map(entry.muting?.by === 'group' && entry.leader ? [[entry.muting.leader, entry.leader]] : []);
  const muting = (): string => describeMuting(entry.muting, { texts, now, numbers });
  const stateOf = (): string => {
    if (entry.noticed) return texts('history_page.missed');
    if (entry.state === 'waiting') return texts('history_page.waits', { muting: muting() });
    if (entry.state !== 'rang') return texts('history_page.muted_by', { muting: muting() });
    return entry.muting === null ? texts('history_page.rang') : texts('history_page.rang_later', { muting: muting() });
  };
  return {
    at: time(entry.rangAt ?? entry.at),
    level: texts(`level.${entry.level}`),
    rule: entry.noticed ? '' : ruleNameIn(entry.ruleName, texts.language),
    version: entry.noticed ? '' : String(entry.ruleVersion),
    store: desk.stores.get(entry.storeId)?.name ?? entry.storeId,
    ticket: `#${entry.ticket}`,
    why: entry.noticed ? describeNoticed(texts, entry.noticed) : describeWhy(entry.why, texts.language),
    state: stateOf(),
    told: entry.told
      .map(({ name, means, at }) => `${time(at)} ${name}(${texts(`means.${means}` as TextKey)})`)
      .join(texts.language === 'zh' ? '、' : ', '),
    outcome: texts(`outcome.${outcome.kind}`, { minutes: outcome.kind === 'answered' ? outcome.minutes : 0 }),
  };
}

function describeNoticed(texts: Texts, noticed: Noticed): string {
  if (noticed.by === 'handed') return texts('missed.handed', { from: noticed.from, to: noticed.to });
  return texts('missed.case', { type: noticed.type });
}
