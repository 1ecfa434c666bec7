import type { Desk } from '../desk.ts';
import { GengfuError } from '../errors.ts';
import { outranksAgents, requireRole } from '../people/actor.ts';
import type { Actor } from '../people/actor.ts';
import { audit } from '../people/audit.ts';
import { platformNames } from '../rules/platform-names.ts';
import { findRule, ruleNameIn } from '../rules/rule-name.ts';
import type { Silence as SilenceRow } from '../store/client/client.ts';
import type { Write } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import { longestSilenceMs } from './silence.ts';
import type { SilenceScope } from './silence.ts';
import { tellOnTicket } from './tell-on-ticket.ts';

export interface SilenceWanted {
  scope: SilenceScope;
  /** As typed: a name, an id, a ticket's number. */
  meant: string;
  /** Instant. */
  until: number;
  reason: string | null;
  by: Actor;
  chatId: string;
}

/**
 * Lets nothing ring for something until an instant, with its line in the audit log; a job tells the end. Agents may silence
 * a ticket or a buyer, supervisors anything.
 * @throws GengfuError silence_too_long, role_required, unknown_rule, unknown_store, unknown_platform, unknown_ticket
 */
export async function addSilence(desk: Desk, { scope, meant, until, reason, by, chatId }: SilenceWanted): Promise<SilenceRow> {
  requireRole(by, scope === 'ticket' || scope === 'buyer' || outranksAgents(by) ? 'agent' : 'supervisor');
  const now = desk.clock.now();
  if (until <= now) throw new GengfuError('bad_time');
  if (until - now > longestSilenceMs) throw new GengfuError('silence_too_long');
  const about = await find(desk, scope, meant.trim());
  return desk.db.write((tx) => insertSilence(desk, tx, { scope, ...about, until, reason, by, chatId }));
}

/** What is found and allowed. */
export type NewSilence = Omit<SilenceWanted, 'meant'> & { /** Its id. */ subject: string; name: string };

/** A ticket's cards tell it. */
export async function insertSilence(desk: Desk, tx: Write, wanted: NewSilence): Promise<SilenceRow> {
  const { scope, subject, name, until, reason, by, chatId } = wanted;
  const now = desk.clock.now();
  const last = await tx.silence.aggregate({ _max: { number: true } });
  const silence = await tx.silence.create({
    data: {
      id: newId(),
      number: (last._max.number ?? 0) + 1,
      scope,
      subject,
      name,
      from: new Date(now),
      until: new Date(until),
      reason,
      createdBy: by.id,
      chatId,
    },
  });
  await audit(tx, {
    at: now,
    personId: by.id,
    action: 'silence',
    subject: `${scope} ${subject}`,
    after: { until, reason },
  });
  await desk.queue.enqueue(tx, [
    { kind: 'silence-over', key: `silence-over:${silence.id}`, payload: { silenceId: silence.id }, dueAt: until },
  ]);
  if (scope === 'ticket') await tellOnTicket(desk, tx, subject, { kind: 'silenced', personId: by.id, data: { until } });
  return silence;
}

async function find(desk: Desk, scope: SilenceScope, meant: string): Promise<{ subject: string; name: string }> {
  const language = desk.settings.get('language');
  switch (scope) {
    case 'rule': {
      const rule = await findRule(desk.db.read, meant);
      if (!rule) throw new GengfuError('unknown_rule', { rule: meant });
      return { subject: rule.id, name: ruleNameIn(rule.name, language) };
    }
    case 'store': {
      const store = desk.stores.get(meant) ?? desk.stores.all().find(({ name }) => name.toLowerCase() === meant.toLowerCase());
      if (!store) throw new GengfuError('unknown_store', { store: meant });
      return { subject: store.id, name: store.name };
    }
    case 'platform': {
      const id = platformNames.idOf(meant) ?? desk.stores.all().find(({ platform }) => platform === meant)?.platform;
      if (!id) throw new GengfuError('unknown_platform', { platform: meant });
      return { subject: id, name: platformNames.nameOf(id, language) };
    }
    case 'product':
      return { subject: meant.toLowerCase(), name: meant };
    case 'buyer':
    case 'ticket': {
      const number = Number(meant.replace(/^[#＃]/u, ''));
      if (!Number.isSafeInteger(number)) throw new GengfuError('unknown_ticket', { ticket: meant.slice(0, 20) });
      const ticket = await findTicket(desk.db.read, number);
      return { subject: scope === 'ticket' ? ticket.id : ticket.buyerId, name: `#${number}` };
    }
  }
}
