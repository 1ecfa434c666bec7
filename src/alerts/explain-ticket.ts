import type { Desk } from '../desk.ts';
import { describeWhy } from '../rules/describe-evidence.ts';
import type { Evidence } from '../rules/rule-kinds.ts';
import { ruleNameIn } from '../rules/rule-name.ts';
import { selectRows } from '../store/rows.ts';
import { textsOf } from '../texts/desk-texts.ts';
import type { TextKey } from '../texts/texts.ts';
import { findTicket } from '../tickets/find-ticket.ts';
import { explainRoutes } from '../routes/explain-routes.ts';
import { describeMuting } from './describe-muting.ts';
import { readMuting } from './muting.ts';

interface AlertRow {
  at: number;
  ruleName: string;
  ruleVersion: number;
  level: string;
  whySealed: string;
  state: string;
  muting: string | null;
}
interface CallRow {
  name: string;
  means: string;
  settledAt: number;
  route: number | null;
  load: number | null;
}

const most = 15;

/** Every alert of a ticket in words: why it rang or why not, and who was told how and when. @throws GengfuError unknown_ticket */
export async function explainTicket(desk: Desk, number: number): Promise<string> {
  const ticket = await findTicket(desk.db.read, number);
  const texts = textsOf(desk);
  const now = desk.clock.now();
  const alerts = await selectRows<AlertRow>(
    desk.db.read,
    `SELECT "at", "ruleName", "ruleVersion", "level", "whySealed", "state", "muting" FROM "Alert"
     WHERE "ticketId" = ? AND "state" <> 'shadow' ORDER BY "at" DESC, "id" DESC LIMIT ${most + 1}`,
    ticket.id,
  );
  const mutings = new Map(alerts.map((alert) => [alert, readMuting(alert.muting)]));
  const leaders = [...mutings.values()].flatMap((muting) => (muting?.by === 'group' ? [muting.leader] : []));
  const tickets = await desk.db.read.ticket.findMany({ where: { id: { in: leaders } }, select: { id: true, number: true } });
  const shown = { texts, now, numbers: new Map(tickets.map(({ id, number: each }) => [id, each])) };
  const lines = alerts.slice(0, most).map((alert) => {
    const values = {
      at: texts.time(alert.at, now),
      level: texts(`level.${alert.level}` as TextKey),
      rule: ruleNameIn(alert.ruleName, texts.language),
      version: alert.ruleVersion,
      why: describeWhy(JSON.parse(desk.db.seal.open(alert.whySealed)) as Evidence[], texts.language),
    };
    const muting = mutings.get(alert) ?? null;
    if (alert.state === 'rang' && muting === null) return texts('why.rang', values);
    const key = { rang: 'why.rang_later', waiting: 'why.waits' }[alert.state] ?? 'why.muted';
    return texts(key as TextKey, { ...values, muting: describeMuting(muting, shown) });
  });
  if (alerts.length === 0) lines.push(texts('why.none'));
  if (alerts.length > most) lines.push(texts('why.older'));
  const calls = await selectRows<CallRow>(
    desk.db.read,
    `SELECT "Person"."name", "means", "settledAt", "route", "load" FROM "Call" JOIN "Person" ON "Person"."id" = "personId"
     WHERE "ticketId" = ? AND "Call"."state" = 'reached' ORDER BY "settledAt" LIMIT ${most}`,
    ticket.id,
  );
  const told = calls.map(
    ({ name, means, settledAt }) => `${texts.time(settledAt, now)} ${name}(${texts(`means.${means}` as TextKey)})`,
  );
  lines.push(
    told.length > 0 ? texts('why.told', { people: told.join(texts.language === 'zh' ? '、' : ', ') }) : texts('why.told_nobody'),
  );
  lines.push(...(await explainRoutes(desk, ticket.id, calls)));
  if (ticket.state !== 'closed' && alerts.some(({ state }) => state === 'rang'))
    lines.push(texts('why.silence', { ticket: number }));
  return [texts('why.title', { ticket: number }), ...lines].join('\n');
}
