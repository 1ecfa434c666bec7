import type { Desk } from '../desk.ts';
import type { Happening } from '../inbox/batch.ts';
import { noticeThread, platformBuyer } from '../inbox/ledger.ts';
import { notUnderstood } from '../inbox/not-understood.ts';
import type { RuleMatch } from '../rules/compile-rules.ts';
import type { RowWrite } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { changeRows, insertRows, selectRows } from '../store/rows.ts';
import { matterSource } from './matter-source.ts';
import type { Subject } from './subject.ts';

interface MatterRow {
  id: string;
  storeId: string;
  subject: string;
  ruleId: string;
}

const keyOf = (storeId: string, subject: string): string => `${storeId} ${subject}`;

/**
 * Asks the rules about each subject. A rule that holds and did not before rings once: the row in Matter decides, in the
 * transaction that also raises the ticket. Where no rule holds any more the matter is over and may ring anew later.
 * @returns what is to be applied like any other happening: a notice under the platform's name, or the end of one
 */
export async function judgeSubjects(desk: Desk, tx: RowWrite, subjects: readonly Subject[]): Promise<Happening[]> {
  const asked = [...new Map(subjects.map((subject) => [keyOf(subject.store.id, subject.key), subject])).values()];
  if (asked.length === 0) return [];
  const standing = Map.groupBy(await readStanding(tx, asked), ({ storeId, subject }) => keyOf(storeId, subject));
  const now = desk.clock.now();
  const time = { now, calendar: desk.hours.calendar() };
  const fresh: MatterRow[] = [];
  const stale: string[] = [];
  const happenings: Happening[] = [];
  for (const subject of asked) {
    const matches = desk.rules.matcherAbout(subject.kind)?.matchAt(subject.facts, time) ?? [];
    const before = standing.get(keyOf(subject.store.id, subject.key)) ?? [];
    const ringing = matches.filter(({ ruleId }) => !before.some((row) => row.ruleId === ruleId));
    const over = before.filter(({ ruleId }) => !matches.some((match) => match.ruleId === ruleId));
    stale.push(...over.map(({ id }) => id));
    fresh.push(...ringing.map(({ ruleId }) => ({ id: newId(), storeId: subject.store.id, subject: subject.key, ruleId })));
    if (ringing.length > 0) happenings.push(noticeOf(desk, subject, ringing));
    else if (over.length > 0 && matches.length === 0) happenings.push(endOf(desk, subject));
  }
  if (stale.length > 0)
    await changeRows(tx, 'DELETE FROM "Matter" WHERE "id" IN (SELECT value FROM json_each(?))', JSON.stringify(stale));
  await insertRows(
    tx,
    'Matter',
    fresh.map((row) => ({ ...row, since: now })),
  );
  return happenings;
}

function readStanding(tx: RowWrite, asked: readonly Subject[]): Promise<MatterRow[]> {
  return selectRows<MatterRow>(
    tx,
    `SELECT "id", "storeId", "subject", "ruleId" FROM "Matter" WHERE ("storeId", "subject") IN
       (SELECT value ->> 0, value ->> 1 FROM json_each(?))`,
    JSON.stringify(asked.map(({ store, key }) => [store.id, key])),
  );
}

/** The account's standing is what platforms send notices about as well: one thread, and so one ticket. */
const sharesNotices = ({ facts }: Subject): boolean => facts.metric?.metric === 'account_status';
const threadOf = (subject: Subject): string =>
  sharesNotices(subject) ? noticeThread({ topic: 'account_health' }) : noticeThread({ topic: subject.key });

function noticeOf(desk: Desk, subject: Subject, matches: RuleMatch[]): Happening {
  const { store, words, quoted, eventId, orderId, items, replyAddress } = subject;
  const now = desk.clock.now();
  const language = desk.settings.get('language');
  return {
    eventId: eventId ?? '',
    source: matterSource,
    store,
    receivedAt: now,
    matches,
    about: { kind: subject.kind, key: subject.key },
    understanding: quoted?.understanding ?? { ...notUnderstood, language },
    event: {
      kind: 'buyer_message',
      externalId: `matter ${newId()}`,
      thread: threadOf(subject),
      buyer: { id: platformBuyer, name: store.platform },
      orderId,
      items,
      subject: words[0],
      text: quoted?.text ?? words.join('\n'),
      // When the desk came to know: a figure of last week must not open a ticket that is overdue at once.
      sentAt: now,
      replyAddress: replyAddress ?? {},
      ...(replyAddress && { flags: { answersPublic: true } }),
    },
  };
}

function endOf(desk: Desk, subject: Subject): Happening {
  return {
    eventId: subject.eventId ?? '',
    source: matterSource,
    store: subject.store,
    receivedAt: desk.clock.now(),
    event: {
      kind: 'matter_over',
      thread: threadOf(subject),
      // What came in numbers is still there to be looked into once no more comes.
      ends: sharesNotices(subject) || subject.kind === 'series' ? 'matter' : 'ticket',
      text: subject.words[0] ?? '',
    },
  };
}
