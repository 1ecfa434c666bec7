import { wrong } from '../fault.ts';
import type { Invariant } from '../fault.ts';

/** A deadline that moved later says why. */
export const deadlines: Invariant = ({ run, events }) =>
  run.history
    .of('moved')
    .filter(({ subject }) => !events.some(({ ticketId, kind }) => ticketId === subject && kind === 'deadline_moved'))
    .map(({ more }) => wrong(`a deadline moved without a cause: ${JSON.stringify(more)}`));
