import * as z from 'zod';
import { MINUTE_MS } from '../clocks/local-day.ts';
import { means } from './means.ts';

/**
 * Who is meant, found anew when the step fires:
 * `owner` who holds the ticket (the first on duty while nobody does); `duty` the first on duty; `next` the others on duty
 * (the first again, when there is nobody else); `all` everybody on duty; `supervisor` the supervisors on duty, or else all.
 */
export const audiences = ['owner', 'duty', 'next', 'all', 'supervisor'] as const;
export type Audience = (typeof audiences)[number];

const telling = {
  tell: z.enum(audiences),
  by: z.array(z.enum(means)).min(1),
  /** Inside the team's hours, outside them, or whenever. */
  when: z.enum(['always', 'open', 'closed']),
};

/** So long after a ticket began to ring and nobody took it; again and again where `repeat` says so. */
export const waitingStep = z.object({
  afterMs: z.int().nonnegative(),
  ...telling,
  /** `times` counts the first as well. */
  repeat: z.object({ everyMs: z.int().positive(), times: z.int().min(2).max(20) }).optional(),
});
export type WaitingStep = z.infer<typeof waitingStep>;

/** At a share of the nearer clock while the buyer has no answer, taken or not. */
export const clockStep = z.object({ percent: z.int().min(1).max(100), ...telling });
export type ClockStep = z.infer<typeof clockStep>;

export const escalationPolicy = z.object({
  urgent: z.array(waitingStep),
  important: z.array(waitingStep),
  normal: z.array(waitingStep),
  clock: z.array(clockStep),
});
export type EscalationPolicy = z.infer<typeof escalationPolicy>;

/** The card stands in the group at once; these are the steps after that. At night supervisors are woken, by day they are pinged. */
export const defaultEscalation: EscalationPolicy = {
  urgent: [
    { afterMs: 0, tell: 'duty', by: ['dm'], when: 'always' },
    { afterMs: 5 * MINUTE_MS, tell: 'duty', by: ['app'], when: 'always' },
    { afterMs: 10 * MINUTE_MS, tell: 'next', by: ['app'], when: 'always' },
    {
      afterMs: 15 * MINUTE_MS,
      tell: 'supervisor',
      by: ['app'],
      when: 'open',
      repeat: { everyMs: 15 * MINUTE_MS, times: 3 },
    },
    {
      afterMs: 15 * MINUTE_MS,
      tell: 'supervisor',
      by: ['phone'],
      when: 'closed',
      repeat: { everyMs: 15 * MINUTE_MS, times: 3 },
    },
  ],
  important: [
    { afterMs: 15 * MINUTE_MS, tell: 'duty', by: ['dm'], when: 'always' },
    { afterMs: 30 * MINUTE_MS, tell: 'supervisor', by: ['dm'], when: 'always' },
  ],
  normal: [],
  clock: [
    { percent: 50, tell: 'owner', by: ['dm'], when: 'always' },
    { percent: 80, tell: 'next', by: ['dm'], when: 'always' },
    { percent: 100, tell: 'supervisor', by: ['app'], when: 'always' },
  ],
};
