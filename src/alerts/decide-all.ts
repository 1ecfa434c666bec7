import type { Level } from '../../cards/card.ts';
import type { Desk } from '../desk.ts';
import type { Judgement } from '../rules/trial.ts';
import type { RowWrite } from '../store/database.ts';
import { decide } from './decide.ts';
import type { AlertSubject, Decision, RecentAlert } from './decide.ts';
import { loadNoise } from './load-noise.ts';

/** A rule that held, before it is known whether it rings. `at` instant of what made it hold. */
export interface Candidate extends Judgement {
  subject: AlertSubject;
  messageId: string | null;
  at: number;
}

/** What became of it; a rule under trial may hold without a word. */
export type Decided<T> = T & { decision: Decision | { state: 'shadow' } };

const rank: Record<Level, number> = { urgent: 0, important: 1, normal: 2 };

/**
 * Decides about everything that held in one batch, each in the sight of those before it: of what holds for one ticket the
 * urgent first, since it makes the others needless.
 */
export async function decideAll<T extends Candidate>(desk: Desk, tx: RowWrite, candidates: readonly T[]): Promise<Decided<T>[]> {
  if (candidates.length === 0) return [];
  const context = await loadNoise(
    desk,
    tx,
    candidates.map(({ match, subject }) => ({ ruleId: match.ruleId, ...subject })),
  );
  const byTicket = Map.groupBy(context.recent, ({ ticketId }) => ticketId);
  const byGroup = Map.groupBy(context.recent, groupOf);
  return [...candidates]
    .sort((a, b) => a.at - b.at || rank[a.match.level] - rank[b.match.level])
    .map((candidate) => {
      const { match, subject } = candidate;
      if (candidate.state === 'shadow') return { ...candidate, decision: { state: 'shadow' as const } };
      const { storeId, ticketId } = subject;
      const seen: RecentAlert = { ...match, at: context.now, storeId, ticketId, state: 'rang' };
      const [ticket, group] = [listIn(byTicket, ticketId), listIn(byGroup, groupOf(seen))];
      const decision = decide(match, subject, { ...context, recent: [...new Set([...ticket, ...group])] });
      seen.state = decision.state;
      ticket.push(seen);
      // Muted ones say nothing about a group and would only make it longer.
      if (seen.state === 'rang') group.push(seen);
      return { ...candidate, decision };
    });
}

const groupOf = ({ ruleId, storeId }: { ruleId: string; storeId: string }): string => `${ruleId} ${storeId}`;

function listIn(lists: Map<string, RecentAlert[]>, key: string): RecentAlert[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}
