import type { Desk } from '../desk.ts';
import type { HistoryFilter } from '../history/history-filter.ts';
import { findRule } from '../rules/rule-name.ts';
import { tokenise } from './grammar/tokenise.ts';

const levels = {
  紧急: 'urgent',
  urgent: 'urgent',
  重要: 'important',
  important: 'important',
  普通: 'normal',
  normal: 'normal',
} as const;
const states = {
  已提醒: 'rang',
  rang: 'rang',
  未提醒: 'muted',
  静音: 'muted',
  muted: 'muted',
  漏报: 'missed',
  missed: 'missed',
} as const;
const dayMs = 86_400_000;

/** What `/history` is asked for, in any order: `紧急 退款与索赔 shopee-my 30天 @王磊 第2页`. Pages count from 1. */
export interface HistoryWords {
  filter: HistoryFilter;
  page: number;
}

/** @returns the word that means nothing here, when there is one */
export async function readHistoryWords(
  desk: Desk,
  typed: string,
  person: (name: string) => Promise<string>,
): Promise<HistoryWords | { unknown: string }> {
  const now = desk.clock.now();
  const filter: HistoryFilter = { since: now - 7 * dayMs };
  let page = 1;
  const left: string[] = [];
  for (const { value } of tokenise(typed)) {
    const word = value.toLowerCase();
    const days = /^(\d{1,4})(?:天|日|d|days?)$/u.exec(word)?.[1];
    const paged = /^(?:第|p|page)?(\d{1,3})页?$/u.exec(word)?.[1];
    const store = desk.stores.all().find(({ id, name }) => id === word || name.toLowerCase() === word);
    if (Object.hasOwn(levels, word)) filter.level = levels[word as keyof typeof levels];
    else if (Object.hasOwn(states, word)) filter.state = states[word as keyof typeof states];
    else if (days) filter.since = now - Number(days) * dayMs;
    else if (paged) page = Math.max(1, Math.min(100, Number(paged)));
    else if (word === 'page') continue;
    else if (store) filter.storeId = store.id;
    else if (/^[@＠]/u.test(word)) filter.personId = await person(value.slice(1));
    else left.push(value);
  }
  if (left.length === 0) return { filter, page };
  const rule = await findRule(desk.db.read, left.join(' '));
  return rule ? { filter: { ...filter, ruleId: rule.id }, page } : { unknown: left.join(' ') };
}
