import { newId } from '../store/ids.ts';
import type { Seal } from '../store/seal.ts';
import type { Row } from '../store/rows.ts';
import type { Candidate, Decided } from './decide-all.ts';

/** A match as the history keeps it, whether it rang or not. */
export function alertRow(
  seal: Seal,
  { match, held, subject, messageId, at, decision, groupKey, decidedAt }: Decided<Candidate>,
): Row {
  return {
    id: newId(),
    at,
    ruleId: match.ruleId,
    ruleName: match.ruleName,
    ruleVersion: match.ruleVersion,
    variant: held,
    storeId: subject.storeId,
    ticketId: subject.ticketId,
    messageId,
    level: match.level,
    whySealed: seal.seal(JSON.stringify(match.why)),
    state: decision.state,
    muting: 'muting' in decision ? JSON.stringify(decision.muting) : null,
    groupKey,
    toldAt: decision.state === 'rang' ? decidedAt : null,
  };
}
