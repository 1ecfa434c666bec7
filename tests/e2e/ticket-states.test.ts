import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Ticket } from '../../src/tickets/ticket-state.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside, stoppedClock } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

let service: InsideService;
let sandbox: SandboxClient;

beforeAll(async () => {
  service = await startInside({ clock: stoppedClock() });
  sandbox = sandboxClient(service.url);
});
afterAll(() => service.stop());

type Step =
  | { kind: 'buyer' }
  | { kind: 'tap'; action: Action; person: Person }
  | { kind: 'say'; command: 'merge'; person: Person }
  | { kind: 'report'; state: 'confirmed' | 'bounced' | 'opted_out' }
  | { kind: 'elsewhere' }
  | { kind: 'setting'; said: string }
  | { kind: 'wait'; seconds: number };

const people = ['lin', 'wang', 'chen', 'zhao'] as const;
type Person = (typeof people)[number];

/** What each tap sends along, and the line of history that stands for it. */
const taps = {
  claim: { event: 'claimed' },
  unclaim: { event: 'unclaimed' },
  transfer: { form: { to: '陈晨' }, event: 'transferred' },
  reply: { form: { text: 'Danke, wir kümmern uns darum.' }, event: 'reply_queued' },
  note: { form: { text: 'intern' }, event: 'note' },
  close: { form: { resolution: 'answered', topic: 'other' }, event: 'closed' },
  snooze: { form: { until: '30m' }, event: 'snoozed' },
  false_alarm: { event: 'false_alarm' },
  reopen: { event: 'reopened' },
  details: { event: null },
  translate: { event: null },
} as const satisfies Record<string, { form?: Record<string, string>; event: string | null }>;
type Action = keyof typeof taps;

const settings = [
  '/营业时间 周一至周五 14:00-20:00',
  '/营业时间 周一至周五 9:00-12:00, 13:30-18:00',
  '/营业时间 24x7',
  '/时限 亚马逊 12小时',
  '/时限 亚马逊 30小时',
  '/时限 1小时',
  '/时限 4小时',
] as const;

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('tap' as const),
      action: fc.constantFrom(...(Object.keys(taps) as Action[])),
      person: fc.constantFrom(...people),
    }),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'buyer' as const }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('say' as const),
      command: fc.constant('merge' as const),
      person: fc.constantFrom(...people),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      state: fc.constantFrom('confirmed' as const, 'bounced' as const, 'opted_out' as const),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'elsewhere' as const }) },
  // What the desk's clocks count by changes under a running clock.
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('setting' as const), said: fc.constantFrom(...settings) }),
  },
  // A minute, an hour, a night, a week: clocks jump over one step, over several, over all.
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), seconds: fc.constantFrom(60, 3_700, 40_000, 7 * 86_400) }),
  },
);

/** The shop's own clock does not move with the desk's. */
const wallSeconds = (): number => Math.floor(service.clock.wall() / 1000);
let story = 0;

async function buyerWrites(thread: string): Promise<void> {
  const { status } = await push(service.url, {
    store: 'amazon-de',
    body: messageCreated({ conversation_id: thread, buyer: thread, text: 'Wo ist mein Paket?' }),
    timestamp: wallSeconds(),
  });
  expect(status).toBe(200);
  await service.settled();
}

const newestTicket = (thread: string): Promise<Ticket> =>
  service.desk.db.read.message
    .findFirstOrThrow({ where: { author: 'buyer' }, orderBy: { id: 'desc' } })
    .then(({ ticketId }) => service.desk.db.read.ticket.findUniqueOrThrow({ where: { id: ticketId! } }))
    .catch((cause: unknown) => {
      throw new Error(`no ticket for ${thread}`, { cause });
    });

const read = (id: string): Promise<Ticket> => service.desk.db.read.ticket.findUniqueOrThrow({ where: { id } });
const eventsOf = (ticketId: string) => service.desk.db.read.ticketEvent.findMany({ where: { ticketId }, orderBy: { id: 'asc' } });

test('whatever people, buyers and time do in whatever order, a ticket stays whole', { timeout: 150_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 22 }), async (steps) => {
      const thread = `story-${++story}`;
      await buyerWrites(thread);
      const first = await newestTicket(thread);
      let before = first;
      for (const taken of steps) {
        const known = new Set((await eventsOf(first.id)).map(({ id }) => id));
        const outcome = await take(taken, thread, first);
        await service.settled();
        const after = await read(first.id);
        const fresh = (await eventsOf(first.id)).filter(({ id }) => !known.has(id));
        holds(after);
        follows(
          before,
          after,
          fresh.map(({ kind }) => kind),
        );
        const moved = fresh.filter(({ kind }) => kind === 'deadline_moved').map(({ data }) => JSON.parse(data) as Moved);
        if (taken.kind === 'setting') accountsFor(before, after, moved);
        else expect(moved, `only settings move deadlines: ${taken.kind}`).toEqual([]);
        if (taken.kind === 'tap' && outcome !== undefined) tapped(taken, outcome, before, after, fresh);
        before = after;
      }
      // Every picture catches up within the second that an answer may need to leave.
      await sandbox.advance(2);
      await service.settled();
      const [card] = await sandbox.cards(first.number);
      expect(card!.version).toBe((await read(first.id)).version);
      const once = (await eventsOf(first.id)).flatMap(({ onceKey }) => onceKey ?? []);
      expect(new Set(once).size, 'each step of time fired once').toBe(once.length);
    }),
    { numRuns: 40, seed: 20261122 },
  );
});

/** @returns whether a tap was obeyed */
async function take(taken: Step, thread: string, ticket: Ticket): Promise<boolean | undefined> {
  switch (taken.kind) {
    case 'buyer':
      await buyerWrites(thread);
      return undefined;
    case 'tap': {
      const [card] = await sandbox.cards(ticket.number);
      const tap = taps[taken.action];
      const { toastType } = await sandbox.tap({
        messageId: card!.id,
        action: taken.action,
        person: taken.person,
        form: 'form' in tap ? tap.form : undefined,
      });
      expect(toastType, 'refused on purpose, never by accident').not.toBe('error');
      return toastType === 'success';
    }
    case 'say': {
      // Another ticket of the same buyer is folded into this one.
      const other = await sandbox.buyer({ store: 'amazon-de', buyer: `${thread} twin`, text: 'Wo ist mein Paket?' });
      await sandbox.say(taken.person, `/合并 ${other.ticket} ${ticket.number}`);
      return undefined;
    }
    case 'report': {
      const reply = await service.desk.db.read.reply.findFirst({
        where: { ticketId: ticket.id, externalId: { not: null } },
        orderBy: { id: 'desc' },
      });
      const body = JSON.stringify({
        type: `reply.${taken.state}`,
        data: { reply_id: reply?.externalId ?? 'none', reason: 'because' },
      });
      await push(service.url, { store: 'amazon-de', body, timestamp: wallSeconds() });
      return undefined;
    }
    case 'elsewhere':
      await push(service.url, {
        store: 'amazon-de',
        body: JSON.stringify({ type: 'message.sent', data: { conversation_id: thread, text: 'Kommt morgen.' } }),
        timestamp: wallSeconds(),
      });
      return undefined;
    case 'setting': {
      const [answer] = await sandbox.say('lin', taken.said);
      expect(answer!.text, taken.said).not.toMatch(/例|权限/);
      return undefined;
    }
    case 'wait':
      await sandbox.advance(taken.seconds);
      return undefined;
  }
}

/** What is true of a ticket at any moment. */
function holds(ticket: Ticket): void {
  const { state, ownerId, unansweredSince, policyDueAt, teamDueAt, snoozedUntil, closedAt, resolution } = ticket;
  const told = JSON.stringify(ticket);
  expect(state === 'closed', `closedAt: ${told}`).toBe(closedAt !== null);
  expect(resolution === null || state === 'closed', `resolution: ${told}`).toBe(true);
  if (state === 'closed' || state === 'waiting')
    expect([unansweredSince, policyDueAt, teamDueAt], `no clock runs: ${told}`).toEqual([null, null, null]);
  expect(unansweredSince === null, `clocks run while somebody waits: ${told}`).toBe(policyDueAt === null && teamDueAt === null);
  expect(state === 'snoozed', `snoozedUntil: ${told}`).toBe(snoozedUntil !== null);
  if (state === 'claimed') expect(ownerId, told).not.toBeNull();
  if (state === 'new') expect(ownerId, told).toBeNull();
}

/** What may happen between two moments. */
function follows(before: Ticket, after: Ticket, kinds: string[]): void {
  const told = `${JSON.stringify(before)} → ${JSON.stringify(after)} by ${kinds.join(', ')}`;
  expect(after.version, told).toBeGreaterThanOrEqual(before.version);
  const { version: _was, ...was } = before;
  const { version: _is, ...is } = after;
  if (JSON.stringify(was) !== JSON.stringify(is)) {
    expect(after.version, `a change that no version tells of: ${told}`).toBeGreaterThan(before.version);
    expect(kinds.length, `a change without a line of history: ${told}`).toBeGreaterThan(0);
  }
  for (const clock of ['policyDueAt', 'teamDueAt'] as const) {
    const [old, now] = [before[clock], after[clock]];
    if (!old || !now || now <= old) continue;
    expect(
      kinds.some((kind) => ['reply_accepted', 'deadline_moved', 'buyer_wrote', 'reopened', 'answered_elsewhere'].includes(kind)),
      `a deadline moved later without a cause: ${told}`,
    ).toBe(true);
    expect(
      +after.unansweredSince! > +before.unansweredSince! || kinds.includes('deadline_moved'),
      `later for the same message: ${told}`,
    ).toBe(true);
  }
}

interface Moved {
  cause: string;
  policyDueAt: [number | null, number | null];
  teamDueAt: [number | null, number | null];
}

/** A changed setting leaves one line that tells both clocks before and after, or none where neither moved. */
function accountsFor(before: Ticket, after: Ticket, moved: Moved[]): void {
  const dues = (['policyDueAt', 'teamDueAt'] as const).map((clock) => [
    clock,
    [before[clock]?.getTime() ?? null, after[clock]?.getTime() ?? null],
  ]);
  const differs = +before.policyDueAt! !== +after.policyDueAt! || +before.teamDueAt! !== +after.teamDueAt!;
  expect(moved).toHaveLength(differs ? 1 : 0);
  if (differs) expect(moved[0]).toMatchObject(Object.fromEntries(dues) as object);
}

function tapped(
  taken: Extract<Step, { kind: 'tap' }>,
  obeyed: boolean,
  before: Ticket,
  after: Ticket,
  fresh: { kind: string; personId: string | null }[],
): void {
  const { event } = taps[taken.action];
  const by = fresh.filter(({ personId }) => personId === taken.person).map(({ kind }) => kind);
  if (taken.person === 'zhao') expect(by, 'who only looks on changes nothing').toEqual([]);
  const claimedAlready = taken.action === 'claim' && before.ownerId === taken.person;
  if (event && obeyed && !claimedAlready) expect(by).toContain(event);
  if (!obeyed) expect(by, 'a refused tap leaves no trace').toEqual([]);
  const outranked = before.ownerId !== null && before.ownerId !== taken.person && taken.person !== 'lin';
  if (
    outranked &&
    before.state !== 'closed' &&
    ['claim', 'unclaim', 'transfer', 'reply', 'close', 'snooze', 'false_alarm'].includes(taken.action)
  ) {
    expect(obeyed, 'what somebody else holds stays theirs').toBe(false);
    expect(after.ownerId).toBe(before.ownerId);
  }
}
