/** How an alert ended: `minutes` from the alert to the first answer after it. */
export type Outcome = { kind: 'answered'; minutes: number } | { kind: 'false_alarm' | 'closed' | 'open' };

/** Instants in milliseconds. */
export interface Ending {
  at: number;
  answeredAt: number | null;
  ticketState: string;
  resolution: string | null;
}

export function outcomeOf({ at, answeredAt, ticketState, resolution }: Ending): Outcome {
  if (resolution === 'false_alarm') return { kind: 'false_alarm' };
  if (answeredAt !== null) return { kind: 'answered', minutes: Math.floor((answeredAt - at) / 60_000) };
  return { kind: ticketState === 'closed' ? 'closed' : 'open' };
}
