import type { Level } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import type { Judgement } from '../rules/trial.ts';
import type { RowWrite } from '../store/database.ts';
import { groupKeyOf } from './alert-group.ts';
import type { AlertGroup } from './alert-group.ts';
import { decide } from './decide.ts';
import type { AlertSubject, Decision, RecentAlert } from './decide.ts';
import { followUp } from './follow-up.ts';
import { loadGroups, loadNoise } from './load-noise.ts';

/** A rule that held, before it is known whether it rings. `at` instant of what made it hold. */
export interface Candidate extends Judgement {
  subject: AlertSubject;
  messageId: string | null;
  at: number;
}

/** What became of it; a rule under trial may hold without a word. */
export type Decided<T> = T & {
  decision: Decision | { state: 'shadow' };
  /** What it is told together with; null for what never waits. */
  groupKey: string | null;
  /** When it was decided. */
  decidedAt: number;
};

const rank: Record<Level, number> = { urgent: 0, important: 1, normal: 2 };

/**
 * Decides about everything that held in one batch, each in the sight of those before it: of what holds for one ticket the
 * urgent first, since it makes the others needless. What is held back is looked at again in time.
 */
export async function decideAll<T extends Candidate>(desk: Desk, tx: RowWrite, candidates: readonly T[]): Promise<Decided<T>[]> {
  if (candidates.length === 0) return [];
  const context = await loadNoise(
    desk,
    tx,
    candidates.map(({ subject }) => subject),
  );
  const { now, settings } = context;
  const keys = new Map(
    candidates.map((candidate) => {
      const { match, subject, state } = candidate;
      const groups = match.level !== 'urgent' && state !== 'shadow';
      return [candidate, groups ? groupKeyOf(settings.groupBy, match.ruleId, subject) : null];
    }),
  );
  const groups = await loadGroups(desk, tx, new Set([...keys.values()].filter((key) => key !== null)));
  const byTicket = Map.groupBy(context.recent, ({ ticketId }) => ticketId);
  const decided = [...candidates]
    .sort((a, b) => a.at - b.at || rank[a.match.level] - rank[b.match.level])
    .map((candidate): Decided<T> => {
      const { match, subject } = candidate;
      const groupKey = keys.get(candidate) ?? null;
      if (candidate.state === 'shadow') return { ...candidate, decision: { state: 'shadow' }, groupKey, decidedAt: now };
      const recent = listIn(byTicket, subject.ticketId);
      const group = groupKey === null ? undefined : groups.get(groupKey);
      const own = groupKey === null || !group ? null : { key: groupKey, group };
      const decision = decide(match, subject, { ...context, recent }, own);
      recent.push(seenAs({ ...candidate, decision, groupKey, decidedAt: now }));
      if (group) note(group, decision, subject.ticketId, now);
      return { ...candidate, decision, groupKey, decidedAt: now };
    });
  await followUp(desk, tx, decided, context.recent);
  return decided;
}

/** What the next candidate of the batch sees of one before it. */
function seenAs({ match, subject, decision, groupKey, decidedAt }: Decided<Candidate>): RecentAlert {
  return {
    ...match,
    at: decidedAt,
    ticketId: subject.ticketId,
    state: decision.state,
    groupKey,
    toldAt: decision.state === 'rang' ? decidedAt : null,
    mutedBy: 'muting' in decision ? decision.muting.by : null,
  };
}

/** A ticket that rings twice is still one: what the group was told of before does not come here twice in one interval. */
function note(group: AlertGroup, decision: Decision, ticketId: string, now: number): void {
  if (decision.state === 'rang')
    Object.assign(group, { tickets: group.tickets + 1, leader: group.leader ?? ticketId, lastAt: now });
  if (decision.state === 'waiting') {
    const { by, until } = decision.muting;
    group.waiting = { by, until };
  }
}

function listIn(lists: Map<string, RecentAlert[]>, key: string): RecentAlert[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
