import type { Level } from '../../cards/card.ts';
import type { Muting } from './muting.ts';
import type { NoiseSettings } from './noise-settings.ts';
import { silenceFor } from './silence.ts';
import type { Silence } from './silence.ts';

/** What a rule held for. */
export interface AlertSubject {
  ticketId: string;
  storeId: string;
  platform: string;
  buyerId: string | null;
  /** SKUs the buyer writes about, in lower case. */
  products: readonly string[];
}

/** What was decided lately, on these tickets and for these rules; `at` in milliseconds. */
export interface RecentAlert {
  at: number;
  ruleId: string;
  ruleName: string;
  storeId: string;
  ticketId: string;
  level: string;
  state: string;
}

export interface NoiseContext {
  now: number;
  settings: NoiseSettings;
  /** Those in force. */
  silences: readonly Silence[];
  recent: readonly RecentAlert[];
  /** When the quiet hours that run now end; null outside them. */
  quietUntil: number | null;
}

export type Decision = { state: 'rang' } | { state: 'muted'; muting: Muting };

interface Match {
  ruleId: string;
  level: Level;
}

/**
 * Whether a match rings, or why not. Pure. What people said comes first, then what rings anyway (inhibition), then repetition.
 * The order and meaning of grouping, inhibition, silences and mute times follow Alertmanager's notification pipeline.
 */
export function decide(match: Match, subject: AlertSubject, context: NoiseContext): Decision {
  const muting =
    silenced(match, subject, context) ??
    quiet(match, context) ??
    inhibited(match, subject, context) ??
    flapping(match, subject, context) ??
    coolingDown(match, subject, context) ??
    grouped(match, subject, context);
  return muting ? { state: 'muted', muting } : { state: 'rang' };
}

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

function inhibited({ ruleId, level }: Match, { ticketId }: AlertSubject, context: NoiseContext): Muting | null {
  if (level === 'urgent') return null;
  const since = context.now - context.settings.inhibitMs;
  const louder = context.recent.find(
    (alert) =>
      alert.ticketId === ticketId &&
      alert.ruleId !== ruleId &&
      alert.level === 'urgent' &&
      alert.state === 'rang' &&
      alert.at > since,
  );
  return louder ? { by: 'inhibition', ruleName: louder.ruleName } : null;
}

/** What was held back counts as well, or it would ring in between for ever. */
function flapping({ ruleId }: Match, { ticketId }: AlertSubject, { recent, settings, now }: NoiseContext): Muting | null {
  const times = recent.filter(
    (alert) => alert.ticketId === ticketId && alert.ruleId === ruleId && alert.at > now - settings.flapMs,
  );
  const last = Math.max(...times.map(({ at }) => at));
  if (times.length < settings.flapTimes || last <= now - settings.flapQuietMs) return null;
  return { by: 'flapping', times: times.length + 1, quietMs: settings.flapQuietMs };
}

function coolingDown({ ruleId, level }: Match, { ticketId }: AlertSubject, context: NoiseContext): Muting | null {
  const { recent, settings, now } = context;
  const rang = recent.find(
    (alert) =>
      alert.ticketId === ticketId &&
      alert.ruleId === ruleId &&
      alert.level === level &&
      alert.state === 'rang' &&
      alert.at > now - settings.coolDownMs,
  );
  return rang ? { by: 'cool_down', until: rang.at + settings.coolDownMs } : null;
}

/** What is urgent is never held back for the number of its like: each is a buyer who may go to the platform tonight. */
function grouped({ ruleId, level }: Match, { ticketId, storeId }: AlertSubject, context: NoiseContext): Muting | null {
  if (level === 'urgent') return null;
  const { recent, settings, now } = context;
  const loud = recent
    .filter(
      (alert) =>
        alert.ruleId === ruleId && alert.storeId === storeId && alert.state === 'rang' && alert.at > now - settings.groupMs,
    )
    .sort((a, b) => a.at - b.at);
  const tickets = new Set(loud.map((alert) => alert.ticketId));
  if (tickets.has(ticketId) || tickets.size < settings.groupLoud) return null;
  return { by: 'group', leader: loud[0]!.ticketId, tickets: tickets.size };
}
