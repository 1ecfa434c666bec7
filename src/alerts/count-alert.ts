import type { Desk } from '../desk.ts';
import type { RowWrite } from '../store/database.ts';
import type { Candidate, Decided } from './decide-all.ts';

/** Counts what a rule held for once it is on record. */
export function countAlert(desk: Desk, tx: RowWrite, { match, decision }: Decided<Candidate>): void {
  desk.db.afterCommit(tx, () => desk.tally.add('alerts', { level: match.level, state: decision.state }));
}
