import { afterEach, expect, test } from 'vitest';
import type { RacePoint } from '../../src/race.ts';
import { dataFolder } from '../timeline/data-folder.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxMessage } from '../timeline/sandbox-client.ts';
import { endProcesses } from '../timeline/start-process.ts';
import { until } from '../timeline/until.ts';
import { messageCreated, push } from '../timeline/webhook.ts';
import { readFolder } from './read-folder.ts';
import { openUndying } from './undying-service.ts';

afterEach(endProcesses);

type Step = 'message' | 'claim' | 'reply' | 'close';

/** Where each process in a row is killed while the step is being taken; together every point there is. */
const stories: [Step, RacePoint[]][] = [
  ['message', ['inbox-stored', 'batch-understood', 'batch-applied', 'card-posted', 'card-recorded']],
  ['claim', ['tap-received', 'tap-committed', 'tap-answered', 'card-recorded']],
  ['reply', ['tap-received', 'tap-committed', 'reply-translated', 'reply-marked', 'reply-sent', 'reply-recorded', 'card-posted']],
  ['reply', ['reply-queued', 'tap-answered']],
  ['close', ['tap-received', 'tap-committed', 'tap-answered']],
];

const german = 'Ihre Bestellung wurde storniert. Sie müssen nichts weiter tun.';

test.each(stories)(
  'killed during the %s at %j, the way is finished as if nothing had been',
  { timeout: 120_000 },
  async (step, points) => {
    const folder = dataFolder();
    const service = await openUndying({
      folder,
      env: { GENGFU_LOG: 'warn' },
      onRestart: (url) => cardTellsTheTruth(url, folder),
    });
    const enter = (name: Step): Promise<void> => (name === step ? service.killAt(...points) : Promise.resolve());
    const cardWith = (is: (card: SandboxMessage) => boolean, what: string): Promise<SandboxMessage> =>
      service.ask((url) => until(async () => (await sandboxClient(url).cards()).find(is), what));

    await enter('message');
    const body = messageCreated({
      conversation_id: 'c-1',
      buyer: { id: 'b-1', name: 'Jonas' },
      text: 'Bitte stornieren Sie meine Bestellung.',
    });
    const { status } = await service.ask((url) => push(url, { store: 'amazon-de', body, id: 'evt-1' }));
    expect(status).toBe(200);
    const { id } = await cardWith(({ card }) => card!.state === 'new', 'the card');

    await enter('claim');
    const claimed = await service.ask((url) =>
      sandboxClient(url).tap({ messageId: id, action: 'claim', person: 'wang', eventId: 'tap-claim' }),
    );
    expect(claimed).toMatchObject({ toastType: 'success', card: { owner: '王磊' } });
    await cardWith(({ card }) => card!.state === 'claimed', 'the claimed card');

    await enter('reply');
    const form = { text: '您的订单已取消，您无需再做任何操作。' };
    const replied = await service.ask((url) =>
      sandboxClient(url).tap({ messageId: id, action: 'reply', person: 'wang', form, eventId: 'tap-reply' }),
    );
    expect(replied.toastType).toBe('success');
    await cardWith(({ card }) => card!.state === 'waiting', 'the answered card');

    await enter('close');
    const closed = await service.ask((url) =>
      sandboxClient(url).tap({
        messageId: id,
        action: 'close',
        person: 'wang',
        form: { resolution: 'answered' },
        eventId: 'tap-close',
      }),
    );
    expect(closed.card).toMatchObject({ state: 'closed' });
    await service.mourn(points.length);
    expect(service.deaths, 'every point was passed').toBe(points.length);

    await cardWith(({ card }) => card!.state === 'closed', 'the closed card');
    const sandbox = sandboxClient(service.url);
    expect(await sandbox.cards()).toHaveLength(1);
    expect((await sandbox.messages()).filter(({ kind }) => kind === 'text')).toEqual([]);
    expect(await sandbox.outbound()).toMatchObject([{ text: german, ticket: 1001 }]);
    expect((await push(service.url, { store: 'amazon-de', body, id: 'evt-1' })).body.duplicate).toBe(true);
    // Timers and rounds lie ahead; what is due is done.
    await until(() => count(folder, `"Job" WHERE "dueAt" <= ${Date.now()}`) === 0, 'no job left');
    await service.stop();

    expect(count(folder, '"Ticket"')).toBe(1);
    expect(count(folder, `"Message" WHERE "author" = 'buyer'`)).toBe(1);
    expect(count(folder, `"Message" WHERE "author" = 'seller'`)).toBe(1);
    expect(count(folder, '"Reply"')).toBe(1);
    expect(count(folder, '"Card"')).toBe(1);
    const history = readFolder<{ kind: string }>(folder, 'SELECT "kind" FROM "TicketEvent" ORDER BY "id"').map(
      ({ kind }) => kind,
    );
    expect(history.filter((kind) => kind !== 'rule_hit')).toEqual([
      'opened',
      'buyer_wrote',
      'claimed',
      'reply_queued',
      'reply_accepted',
      'closed',
    ]);
  },
);

const count = (folder: string, what: string): number =>
  readFolder<{ n: number }>(folder, `SELECT count(*) AS n FROM ${what}`)[0]!.n;

/** Whatever was under way: after a restart the card in the chat comes to show the ticket as it is, without another tap. */
async function cardTellsTheTruth(url: string, folder: string): Promise<void> {
  await until(async () => {
    const [ticket] = readFolder<{ version: number }>(folder, 'SELECT "version" FROM "Ticket"');
    const pending = count(folder, `"InboxEvent" WHERE "status" = 'pending'`);
    const [card] = await sandboxClient(url).cards();
    return pending === 0 && card?.version === ticket?.version;
  }, 'the card shows the ticket as it is');
}
