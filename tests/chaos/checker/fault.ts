import type { RunCard, RunTicket } from './read-run.ts';
import type { Run } from './run.ts';

/** Something that must never happen (DESIGN.md) and did. */
export interface Fault {
  kind: 'lost' | 'doubled' | 'wrong';
  what: string;
}

/** What is looked at after a run, read once. */
export interface Aftermath {
  run: Run;
  tickets: RunTicket[];
  cards: RunCard[];
  events: { ticketId: string; kind: string; personId: string | null; data: string; onceKey: string | null; version: number }[];
}

export type Invariant = (aftermath: Aftermath) => Fault[] | Promise<Fault[]>;

export const lost = (what: string): Fault => ({ kind: 'lost', what });
export const doubled = (what: string): Fault => ({ kind: 'doubled', what });
export const wrong = (what: string): Fault => ({ kind: 'wrong', what });

/** Each of the wanted once. */
export function onceEach(name: string, wanted: Iterable<string>, found: readonly string[]): Fault[] {
  const counts = new Map<string, number>();
  for (const one of found) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...wanted].flatMap((one) => {
    const count = counts.get(one) ?? 0;
    if (count === 0) return [lost(`${name} ${one}`)];
    return count > 1 ? [doubled(`${name} ${one}: ${count} times`)] : [];
  });
}
