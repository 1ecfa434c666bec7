import { IANAZone } from 'luxon';
import * as z from 'zod';
import { weeklyHours } from '../clocks/calendar-definition.ts';

const zone = z.string().refine((name) => IANAZone.isValidZone(name), 'not an IANA time zone');
const instant = z.number().int();

/**
 * One line of the duty roster; people are person ids, instants milliseconds UTC.
 * - `shift`: the same people at the same hours every week.
 * - `rotation`: one after another for a week each, handed over on a weekday at a time. `firstDay` is the local day
 *   (days since 1970-01-01) on which the first of them began.
 * - `cover`: a person stands in for whoever is on duty in a stretch of time, or for one of them; with nobody on, that
 *   person is on alone. What was agreed in a swap is a cover, too.
 */
export const rosterLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('shift'),
    people: z.array(z.string()).min(1),
    hours: z.array(weeklyHours).min(1),
    zone,
    /** Whether the country's free days are free here as well, and its make-up days worked. */
    holidays: z.enum(['kept', 'worked']),
  }),
  z.object({
    kind: z.literal('rotation'),
    people: z.array(z.string()).min(1),
    hours: z.array(weeklyHours).min(1),
    zone,
    holidays: z.enum(['kept', 'worked']),
    handover: z.object({ weekday: z.int().min(1).max(7), time: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/) }),
    firstDay: z.int(),
  }),
  z.object({ kind: z.literal('cover'), person: z.string(), for: z.string().nullable(), from: instant, to: instant }),
]);
export type RosterLine = z.infer<typeof rosterLine>;
export type Shift = Extract<RosterLine, { kind: 'shift' | 'rotation' }>;
export type Rotation = Extract<RosterLine, { kind: 'rotation' }>;
export type Cover = Extract<RosterLine, { kind: 'cover' }>;
