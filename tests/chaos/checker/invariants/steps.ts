import { doubled, lost, wrong } from '../fault.ts';
import type { Fault, Invariant } from '../fault.ts';

/** No step of an escalation is taken twice, none is left out, and they come in their order. */
export const steps: Invariant = ({ run }) =>
  run.history.of('rang').flatMap(({ subject, more }): Fault[] => {
    const { steps: taken, wanted } = more as { steps: string[]; wanted: string[] };
    if (taken.join() === wanted.join()) return [];
    const told = `calls about ${subject}: ${taken.join(', ')} instead of ${wanted.join(', ')}`;
    if (taken.length === wanted.length) return [wrong(told)];
    return [taken.length < wanted.length ? lost(told) : doubled(told)];
  });
