import { afterAll, beforeAll, expect, test } from 'vitest';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';
import { messageCreated, push } from '../timeline/webhook.ts';

let service: InsideService;
let sandbox: SandboxClient;

beforeAll(async () => {
  service = await startInside();
  sandbox = sandboxClient(service.url);
});
afterAll(() => service.stop());

const names = { wang: '王磊', chen: '陈晨' } as const;

/** Lets many run at once, as many as a busy group would. */
async function inParallel<T>(items: readonly T[], width: number, act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  await Promise.all(
    Array.from({ length: width }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) await act(item);
    }),
  );
}

test('two people claim at once, a thousand times: one wins, the other is told who', { timeout: 120_000 }, async () => {
  const tickets = 1_000;
  await inParallel(
    Array.from({ length: tickets }, (_, index) => index),
    50,
    async (index) => {
      const { status } = await push(service.url, {
        store: 'shopee-my',
        body: messageCreated({ buyer: `b-${index}`, text: 'Bila sampai?' }),
        id: `claim-${index}`,
      });
      expect(status).toBe(200);
    },
  );
  await service.settled();
  const cards = await sandbox.cards();
  expect(cards).toHaveLength(tickets);

  const wins = { wang: 0, chen: 0 };
  await inParallel(cards, 8, async ({ id, ticket, version }) => {
    // Who is sent first changes from ticket to ticket.
    const people = ticket! % 2 ? (['wang', 'chen'] as const) : (['chen', 'wang'] as const);
    const answers = await Promise.all(
      people.map(async (person) => ({ person, ...(await sandbox.tap({ messageId: id, action: 'claim', person })) })),
    );
    const winners = answers.filter(({ toastType }) => toastType === 'success');
    expect(winners, `#${ticket}`).toHaveLength(1);
    const winner = winners[0]!.person;
    const loser = answers.find(({ person }) => person !== winner)!;
    expect(loser.toastType).toBe('warning');
    expect(loser.toast).toContain(names[winner]);
    for (const { card } of answers) expect(card).toMatchObject({ state: 'claimed', owner: names[winner], version: version + 1 });
    wins[winner] += 1;
  });
  expect(wins.wang + wins.chen).toBe(tickets);
  expect(await service.desk.db.read.ticketEvent.count({ where: { kind: 'claimed' } })).toBe(tickets);
  await service.settled();
  const shown = await sandbox.cards();
  expect(shown).toHaveLength(tickets);
  for (const { card } of shown) expect(card!.state).toBe('claimed');
});

test('fifty people at once on one ticket: one owner, forty-nine told', async () => {
  const people = Array.from({ length: 50 }, (_, index) => ({ id: `agent-${index}`, name: `客服${index}` }));
  await service.desk.db.write(async (tx) => {
    await tx.person.createMany({ data: people.map(({ id, name }) => ({ id, name, role: 'agent', createdAt: new Date() })) });
    await tx.account.createMany({ data: people.map(({ id }) => ({ messenger: 'sandbox', externalId: id, personId: id })) });
  });
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'fifty', text: 'Wo ist mein Paket?' });
  await service.settled();
  const [card] = await sandbox.cards(ticket);
  const answers = await Promise.all(
    people.map(async ({ id, name }) => ({ name, ...(await sandbox.tap({ messageId: card!.id, action: 'claim', person: id })) })),
  );
  const winners = answers.filter(({ toastType }) => toastType === 'success');
  expect(winners).toHaveLength(1);
  for (const { name, toast, card } of answers) {
    expect(card!.owner).toBe(winners[0]!.name);
    if (name !== winners[0]!.name) expect(toast).toContain(winners[0]!.name);
  }
});

test('claiming twice oneself is no mistake; a re-pushed tap gets its first answer', async () => {
  const { ticket } = await sandbox.buyer({ store: 'amazon-de', buyer: 'twice', text: 'Hallo' });
  await service.settled();
  const [card] = await sandbox.cards(ticket);
  const tap = { messageId: card!.id, action: 'claim', person: 'wang' } as const;
  const [first, again] = await Promise.all([
    sandbox.tap({ ...tap, eventId: 'tap-1' }),
    sandbox.tap({ ...tap, eventId: 'tap-1' }),
  ]);
  expect(again).toEqual(first);
  await sandbox.tap({ messageId: card!.id, action: 'unclaim', person: 'wang' });
  expect(await sandbox.tap({ ...tap, eventId: 'tap-1' }), 'hours later').toEqual(first);
  expect(await service.desk.db.read.ticket.findFirstOrThrow({ where: { number: ticket } })).toMatchObject({ ownerId: null });
  expect((await sandbox.tap(tap)).toastType).toBe('success');
  expect((await sandbox.tap(tap)).toastType).toBe('success');
});
