import type { Calendar } from '../clocks/calendar.ts';
import { dutyEnd, dutySpans } from '../roster/roster.ts';
import type { Roster } from '../roster/roster.ts';

/** The end of an ownership: nothing happened for too long, or the owner's shift ended and somebody else is on. */
export interface ReleaseStep {
  kind: 'release';
  key: string;
  at: number;
  cause: 'expired' | 'shift_end';
}

export interface HeldTicket {
  state: string;
  ownerId: string | null;
  claimedAt: number | null;
  unansweredSince: number | null;
}

/** A roster repeats by the week; what lies further off is found when it comes nearer. */
const horizonMs = 8 * 86_400_000;

/**
 * When a ticket in hand, whose buyer waits, is taken from its owner. Pure; instants in milliseconds.
 * @param rules.touchedAt when a person last did something to the ticket
 * @param rules.ownershipMs open time without anything happening; 0 = never
 */
export function releaseSteps(
  ticket: HeldTicket,
  rules: { calendar: Calendar; roster: Roster; ownershipMs: number; touchedAt: number | null },
): ReleaseStep[] {
  const { state, ownerId, claimedAt, unansweredSince } = ticket;
  if (state !== 'claimed' || ownerId === null || claimedAt === null || unansweredSince === null) return [];
  const steps: ReleaseStep[] = [];
  if (rules.ownershipMs > 0) {
    const anchor = Math.max(claimedAt, unansweredSince, rules.touchedAt ?? 0);
    const at = rules.calendar.addOpenTime(anchor, rules.ownershipMs);
    steps.push({ kind: 'release', key: `expired@${anchor}`, at, cause: 'expired' });
  }
  const handover = handoverAfter(rules.roster, ownerId, claimedAt, unansweredSince);
  if (handover !== null) steps.push({ kind: 'release', key: `shift-end@${claimedAt}`, at: handover, cause: 'shift_end' });
  return steps;
}

/**
 * The first instant after the duty in which a ticket was claimed at which the buyer waits and others are on duty. Who
 * claimed off duty keeps it, and so does an owner who is back on duty before anybody else.
 */
function handoverAfter(roster: Roster, ownerId: string, claimedAt: number, unansweredSince: number): number | null {
  if (roster.lines.length === 0) return null;
  const end = dutyEnd(roster, ownerId, claimedAt, horizonMs);
  if (end === null) return null;
  const from = Math.max(end, unansweredSince);
  const manned = dutySpans(roster, from, from + horizonMs).find(({ people }) => people.length > 0);
  return manned && !manned.people.includes(ownerId) ? manned.from : null;
}
