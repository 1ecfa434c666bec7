import type { Settings } from '../settings.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { openCalendar } from './calendar.ts';
import type { Calendar } from './calendar.ts';
import { choosePolicy, policiesWith } from './choose-policy.ts';
import { deadlinesFor } from './deadlines.ts';
import type { Deadlines, Waiting } from './deadlines.ts';
import { parseHours } from './parse-hours.ts';
import type { PlatformPolicy } from './platform-policy.ts';
import { policyTimeBetween } from './policy-due-at.ts';

type Site = Pick<StoreRecord, 'platform' | 'site' | 'zone'>;

/** The team's hours and limits as the settings now say, compiled. */
export interface DeskHours {
  calendar(): Calendar;
  deadlines(waiting: Waiting): Deadlines;
  /** Both deadlines of a store's conversation that waits since an instant; without a waiting since, none. */
  due(store: Site | undefined, since: number | null): Due;
  /** Milliseconds to a deadline as its own clock counts them: the team's while it is open, the platform's by its policy. */
  timeLeft(clock: 'policy' | 'team', span: { now: number; dueAt: number }, store: Site | undefined): number;
  /** Compiles anew after a setting changed; the old calendar serves until then. */
  reload(): Promise<void>;
}

/** Instants in milliseconds, as the ticket's columns hold them. */
export interface Due {
  policyDueAt: number | null;
  teamDueAt: number | null;
}

export async function openDeskHours(settings: Settings): Promise<DeskHours> {
  let calendar: Calendar;
  let policies: readonly PlatformPolicy[];

  async function reload(): Promise<void> {
    calendar = await openCalendar({
      hours: parseHours(settings.get('hours')),
      zone: settings.get('zone'),
      holidays: settings.get('holidays') || null,
      closedDays: [],
      openDays: [],
    });
    policies = policiesWith(
      Object.entries(settings.get('policyOverrides')).map(([platform, hours]) => ({
        platform,
        withinMs: hours * 3_600_000,
        statedOn: null,
      })),
    );
  }

  const deadlines = (waiting: Waiting): Deadlines =>
    deadlinesFor(waiting, { calendar, policies, teamTargetMs: settings.get('firstResponseMs') });

  await reload();
  return {
    calendar: () => calendar,
    deadlines,
    due(store, since) {
      if (!store || since === null) return { policyDueAt: null, teamDueAt: null };
      const { platform, site, zone } = store;
      const { policyDueAt, teamDueAt } = deadlines({ platform, site, zone, since });
      return { policyDueAt: policyDueAt ?? null, teamDueAt };
    },
    timeLeft(clock, { now, dueAt }, store) {
      if (clock === 'team') return calendar.openTimeBetween(now, dueAt);
      const policy = store && choosePolicy(policies, { ...store, subject: 'first_message' });
      return policy ? policyTimeBetween(policy.counting, now, dueAt, store.zone) : dueAt - now;
    },
    reload,
  };
}
