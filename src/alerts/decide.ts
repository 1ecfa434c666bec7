import type { Level } from '../../cards/card.ts';
import type { SubjectKind } from '../rules/rule-kind.ts';
import type { AlertGroup } from './alert-group.ts';
import type { Muting } from './muting.ts';
import type { NoiseSettings } from './noise-settings.ts';
import type { Outage } from './read-outages.ts';
import { silenceFor } from './silence.ts';
import type { Silence } from './silence.ts';

/** What a rule held for. */
export interface AlertSubject {
  ticketId: string;
  ticketNumber: number;
  storeId: string;
  platform: string;
  buyerId: string | null;
  /** SKUs the buyer writes about, in lower case. */
  products: readonly string[];
  kind: SubjectKind;
  /** Of what is no message: its key, see Matter.subject. */
  matter?: string | undefined;
}

/** What was decided lately on a ticket; `at` in milliseconds. */
export interface RecentAlert {
  at: number;
  ruleId: string;
  ruleName: string;
  ticketId: string;
  level: string;
  state: string;
  groupKey: string | null;
  toldAt: number | null;
  mutedBy: string | null;
}

export interface NoiseContext {
  now: number;
  settings: NoiseSettings;
  /** Those in force. */
  silences: readonly Silence[];
  /** Of the ticket. */
  recent: readonly RecentAlert[];
  /** When the quiet hours that run now end; null outside them. */
  quietUntil: number | null;
  /** By store: those of which nothing can be known. */
  outages: ReadonlyMap<string, Outage>;
}

/** What a match is told together with; null for what is urgent: each is a buyer who may go to the platform tonight. */
export type OwnGroup = { key: string; group: AlertGroup } | null;

export type Decision =
  | { state: 'rang' }
  | { state: 'muted'; muting: Muting }
  | { state: 'waiting'; muting: Extract<Muting, { by: 'wait' | 'group' }> };

interface Match {
  ruleId: string;
  level: Level;
}

/**
 * Whether a match rings, waits for its like, or why not. Pure. What people said comes first, then what rings anyway
 * (inhibition), then repetition. The order and meaning of grouping, inhibition, silences and mute times follow
 * Alertmanager's notification pipeline.
 */
export function decide(match: Match, subject: AlertSubject, context: NoiseContext, own: OwnGroup): Decision {
  const muting = needless(match, subject, context) ?? flapping(match, subject, context) ?? coolingDown(match, context);
  if (muting) return { state: 'muted', muting };
  const waiting = own && grouped(match, subject, context, own);
  return waiting ? { state: 'waiting', muting: waiting } : { state: 'rang' };
}

/** What keeps an alert quiet whether it is new or was held back: asked again when that is to be told. Pure. */
export const needless = (match: Match, subject: AlertSubject, context: NoiseContext): Muting | null =>
  silenced(match, subject, context) ?? quiet(match, context) ?? inhibited(match, context) ?? cutOff(match, subject, context);

function silenced(match: Match, subject: AlertSubject, { silences, now }: NoiseContext): Muting | null {
  const silence = silenceFor(silences, match.ruleId, subject, now);
  if (!silence) return null;
  const { id, number, name, until } = silence;
  return { by: 'silence', id, number, name, until };
}

function quiet({ level }: Match, { settings, quietUntil }: NoiseContext): Muting | null {
  if (quietUntil === null || level === 'urgent' || !settings.quiet?.levels.includes(level)) return null;
  return { by: 'quiet_hours', until: quietUntil };
}

function inhibited({ ruleId, level }: Match, { recent, now, settings }: NoiseContext): Muting | null {
  if (level === 'urgent') return null;
  const since = now - settings.inhibitMs;
  const louder = recent.find(
    (alert) => alert.ruleId !== ruleId && alert.level === 'urgent' && alert.state === 'rang' && alert.at > since,
  );
  return louder ? { by: 'inhibition', ruleName: louder.ruleName } : null;
}

/**
 * Figures and numbers of a store that nothing is heard of follow from that. Buyers who wait for an answer do not, nor does
 * what is urgent: a suspended account is more likely the cause.
 */
function cutOff({ level }: Match, { kind, storeId, matter }: AlertSubject, context: NoiseContext): Muting | null {
  const { outages, settings } = context;
  const outage = level !== 'urgent' && settings.inhibitByOutage && isFollowing(kind) ? outages.get(storeId) : undefined;
  return outage ? { by: 'outage', cause: outage.cause, since: outage.since, matter } : null;
}

/** Whether what a rule held for may be nothing but a store's outage. */
export const isFollowing = (kind: SubjectKind): boolean => kind === 'metric' || kind === 'series';

/** What was held back counts as well, or it would ring in between for ever. */
function flapping({ ruleId }: Match, { matter }: AlertSubject, { recent, settings, now }: NoiseContext): Muting | null {
  const times = recent.filter((alert) => alert.ruleId === ruleId && alert.at > now - settings.flapMs);
  const last = Math.max(...times.map(({ at }) => at));
  if (times.length < settings.flapTimes || last <= now - settings.flapQuietMs) return null;
  return { by: 'flapping', times: times.length + 1, quietMs: settings.flapQuietMs, matter };
}

function coolingDown({ ruleId, level }: Match, { recent, settings, now }: NoiseContext): Muting | null {
  const rang = recent.find(
    (alert) => alert.ruleId === ruleId && alert.level === level && alert.state === 'rang' && alert.at > now - settings.coolDownMs,
  );
  return rang ? { by: 'cool_down', until: rang.at + settings.coolDownMs } : null;
}

/** Group wait and group interval. A ticket that the group was told of already is no news to it. */
function grouped(
  { level }: Match,
  { matter }: AlertSubject,
  { recent, settings, now }: NoiseContext,
  { key, group }: NonNullable<OwnGroup>,
): Extract<Muting, { by: 'wait' | 'group' }> | null {
  const { tickets, leader, lastAt, waiting } = group;
  const told = recent.some((alert) => alert.groupKey === key && alert.toldAt !== null && alert.toldAt > now - settings.groupMs);
  if (told) return null;
  const isFull = settings.groupMs > 0 && tickets >= settings.groupLoud;
  if (leader !== null && lastAt !== null && (isFull || waiting?.by === 'group'))
    return { by: 'group', leader, tickets, until: waiting?.by === 'group' ? waiting.until : lastAt + settings.groupMs, matter };
  const waitMs = level === 'urgent' ? 0 : settings.groupWaitMs[level];
  if (waitMs === 0) return null;
  return { by: 'wait', until: Math.min(waiting?.until ?? Infinity, now + waitMs), matter };
}
