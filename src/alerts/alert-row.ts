import type { RuleMatch } from '../rules/compile-rules.ts';
import { newId } from '../store/ids.ts';
import type { Seal } from '../store/seal.ts';
import type { Row } from '../store/sqlite-rows.ts';

/** A match as the history keeps it. @param cause.messageId null when time or a figure made it ring @param cause.at instant */
export function alertRow(
  seal: Seal,
  match: RuleMatch,
  cause: { ticket: { id: string; storeId: string }; messageId: string | null; at: number },
): Row & { id: string } {
  return {
    id: newId(),
    at: cause.at,
    ruleId: match.ruleId,
    ruleName: match.ruleName,
    ruleVersion: match.ruleVersion,
    variant: null,
    storeId: cause.ticket.storeId,
    ticketId: cause.ticket.id,
    messageId: cause.messageId,
    level: match.level,
    whySealed: seal.seal(JSON.stringify(match.why)),
    state: 'rang',
    muting: null,
  };
}
