interface Ringing {
  ringingSince: number | null;
  ringingLevel: string | null;
}

/**
 * Whether a ticket rings for somebody to take it, and since when. A ticket that is taken, answered, put aside or closed
 * is silent; one that is given back, or whose level rose, rings anew from now on. Pure; instants in milliseconds.
 */
export function ringing(
  ticket: { state: string; level: string; unansweredSince: number | null } & Ringing,
  now: number,
): Ringing {
  if (ticket.state !== 'new' || ticket.unansweredSince === null) return { ringingSince: null, ringingLevel: null };
  const { ringingSince, ringingLevel } = ticket;
  return ringingSince !== null && ringingLevel === ticket.level
    ? { ringingSince, ringingLevel }
    : { ringingSince: now, ringingLevel: ticket.level };
}
