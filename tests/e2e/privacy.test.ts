import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { terminal } from '../cli/run-cli.ts';
import { engineOf } from '../servers/database-of.ts';
import { everythingReadable } from '../timeline/everything-readable.ts';
import { pdf } from '../timeline/sample-files.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

let service: InsideService;
let sandbox: SandboxClient;
const store = 'amazon-de';

beforeAll(async () => {
  service = await startInside({ env: { GENGFU_LANGUAGE: 'en' } });
  sandbox = sandboxClient(service.url);
  await sandbox.say('chen', `/bind ${service.desk.bindCode.code}`);
});
afterAll(() => service.stop());

/** A buyer whose every word carries the mark, through all that a ticket has: file, note, answer, alert. */
async function story(mark: string): Promise<number> {
  const files = [{ name: `${mark}.pdf`, data: pdf(mark).toString('base64') }];
  const { ticket } = await sandbox.buyer({ store, buyer: `${mark}-buyer`, text: `Geld zurück! ${mark}-words`, files });
  await sandbox.say('lin', `/claim ${ticket}`);
  await sandbox.say('lin', `/note ${ticket} ${mark}-note`);
  await sandbox.say('lin', `/reply ${ticket} 亲爱的 ${mark}-answer`);
  await service.settled();
  return ticket!;
}

/** Where in the data folder a mark can still be read by who has the key. */
const traces = async (mark: string): Promise<string[]> =>
  (await everythingReadable(service)).filter(({ text }) => text.includes(mark)).map(({ place }) => place);
const files = (): number =>
  readdirSync(path.join(service.folder, 'files'), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    .length;

test(
  'what is older than the retention goes, from every table and the files; what is open or young stays',
  { timeout: 60_000 },
  async () => {
    const [old, open] = [await story('Oldmark'), await story('Openmark')];
    await sandbox.say('lin', `/close ${old}`);
    await service.settled();
    expect((await traces('Oldmark')).length).toBeGreaterThan(5);
    const kept = files();

    expect((await sandbox.say('lin', '/retention 180d')).at(-1)!.text, 'an admin’s to say').toMatch(/admin/i);
    expect((await sandbox.say('chen', '/retention 1d')).at(-1)!.text).toMatch(/7 days at least/);
    expect((await sandbox.say('chen', '/retention 180d')).at(-1)!.text).toMatch(/180 days/);
    await service.settled();
    expect((await traces('Oldmark')).length, 'not yet').toBeGreaterThan(5);

    await sandbox.advance(200 * 86_400);
    await service.settled();
    const young = await story('Youngmark');
    await service.settled();
    expect(await traces('Oldmark')).toEqual([]);
    // The open one's words are needed; that buyer's file with them.
    for (const mark of ['Openmark', 'Youngmark']) expect((await traces(mark)).length, mark).toBeGreaterThan(3);
    await expect.poll(files).toBe(kept);
    const rows = await service.desk.db.read.ticket.findMany({ orderBy: { number: 'asc' } });
    expect(
      rows.map(({ number, state }) => [number, state]),
      'tickets stay',
    ).toMatchObject([
      [old, 'closed'],
      [open, expect.anything()],
      [young, expect.anything()],
    ]);
    expect((await sandbox.say('lin', `/show ${old}`)).at(-1)?.card?.original ?? '').toContain('erased');
    const purges = await service.desk.db.read.auditEntry.findMany({ where: { action: 'privacy purge' } });
    expect(purges.at(-1)?.personId).toBe('retention');
  },
);

test('one buyer’s data is given out and erased by command', { timeout: 60_000 }, async () => {
  const ticket = await story('Herself');
  const gengfu = terminal({ folder: service.folder, env: await engineOf(service.folder) });
  const whom = ['--store', store, '--buyer', 'Herself-buyer'];
  const given = await gengfu('privacy', 'export', ...whom);
  expect([given.code, given.err]).toEqual([0, '']);
  expect(JSON.parse(given.out)).toMatchObject({
    buyers: [{ name: 'Herself-buyer' }],
    messages: expect.arrayContaining([expect.objectContaining({ text: 'Geld zurück! Herself-words' })]) as unknown,
    files: [{ name: 'Herself.pdf' }],
    tickets: [{ number: ticket }],
  });
  const nobody = await gengfu('privacy', 'export', '--store', store, '--buyer', 'Nobody');
  expect(nobody).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/nothing is held of a buyer "Nobody"/) as string });
  expect((await gengfu('privacy', 'erase', ...whom)).out).toMatch(/1 conversation/);
  // The service takes the jobs of the command up within seconds, and redraws the cards.
  // What the sandbox keeps in place of a messenger and a marketplace is, in earnest, theirs.
  const ours = async () => (await traces('Herself')).filter((place) => !place.startsWith('Sandbox'));
  await expect.poll(ours, { timeout: 10_000 }).toEqual([]);
  const actions = await service.desk.db.read.auditEntry.findMany({ where: { personId: 'cli' }, select: { action: true } });
  expect(actions.map(({ action }) => action)).toEqual(['privacy export', 'buyer erased']);
});
