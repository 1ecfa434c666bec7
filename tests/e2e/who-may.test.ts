import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { actions, digestActions, proposalActions, ruleFormActions, tapActions } from '../../cards/card.ts';
import { commands } from '../../src/commands/command-list.ts';
import { roles } from '../../src/people/actor.ts';
import type { Role } from '../../src/people/actor.ts';
import { sandboxClient } from '../timeline/sandbox-client.ts';
import type { SandboxClient } from '../timeline/sandbox-client.ts';
import { startInside } from '../timeline/start-inside.ts';
import type { InsideService } from '../timeline/start-inside.ts';

/** Every command, tap and route that there is, by the product's own tables: whoever ranks below what it asks is refused. */

let service: InsideService;
let sandbox: SandboxClient;
let ticket: number;
let cardId: string;

beforeAll(async () => {
  const nobody = 'http://127.0.0.1:9';
  const feishu = { FEISHU_APP_ID: 'cli_0123456789abcdef', FEISHU_APP_SECRET: 's', FEISHU_BASE_URL: nobody, FEISHU_MODE: 'http' };
  const feishuKeys = { FEISHU_ENCRYPT_KEY: 'emulated-encrypt-key', FEISHU_VERIFICATION_TOKEN: 'emulated-token' };
  const wecom = { WECOM_MODE: 'http', WECOM_TOKEN: 'EmulatedToken', WECOM_API_URL: nobody };
  const wecomKey = { WECOM_AES_KEY: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG' };
  service = await startInside({
    env: { GENGFU_LANGUAGE: 'en', GENGFU_SANDBOX: 'on', ...feishu, ...feishuKeys, ...wecom, ...wecomKey },
  });
  sandbox = sandboxClient(service.url);
  ticket = (await sandbox.buyer({ store: 'amazon-de', buyer: 'Katrin', text: 'Geld zurück!' })).ticket!;
  await service.settled();
  cardId = (await sandbox.cards(ticket))[0]!.id;
});
afterAll(() => service.stop());

/** Somebody of the demo team in that role. */
async function becomes(role: Role): Promise<string> {
  await service.desk.db.write((tx) => tx.person.update({ where: { id: 'zhao' }, data: { role } }));
  return 'zhao';
}

const changes = async (): Promise<number> => {
  const { read } = service.desk.db;
  const counts = await Promise.all([
    read.ticketEvent.count(),
    read.auditEntry.count(),
    read.reply.count(),
    read.silence.count(),
    read.rule.count(),
  ]);
  return counts.reduce((sum, count) => sum + count, 0);
};

const needs = /needs? (?:the role )?|required|role/i;
const ranks = (role: Role): number => roles.indexOf(role);

describe('commands', () => {
  test.each(commands.map((command) => [command.spec.name, command] as const))('%s', async (_, { spec, least }) => {
    const line = spec.example.en.replace(/\b1042\b/g, String(ticket)).replace(/\b1043\b/g, String(ticket));
    const before = await changes();
    for (const role of roles.filter((each) => ranks(each) < ranks(least))) {
      const answers = await sandbox.say(await becomes(role), line);
      const refusal = answers.map(({ text }) => text).join();
      expect(refusal, `${role}: ${line}`).toMatch(needs);
      expect(refusal.toLowerCase(), 'says what would be needed').toContain(least);
    }
    await service.settled();
    expect(await changes()).toBe(before);
  });
});

/** Commands that everybody may use to look and few to change something: the changing line, and whose it is. */
const changing: Record<string, readonly [line: string, least: Role]> = {
  retention: ['/retention 180d', 'admin'],
  'store-poll': ['/store poll amazon messages 5m', 'supervisor'],
  'store-sync': ['/store sync amazon-de 3d', 'supervisor'],
  escalation: ['/escalation urgent 5m owner app', 'supervisor'],
  noise: ['/noise cooldown 30m', 'supervisor'],
  hours: ['/hours Mon-Fri 09:00-17:00', 'supervisor'],
  hold: ['/hold 2h', 'supervisor'],
  stock: ['/stock TEA-1 20', 'supervisor'],
  sla: ['/sla 3h', 'supervisor'],
  'store-silence': ['/store silence 0.1%', 'supervisor'],
};

describe('commands that also change something', () => {
  test('the list is complete: every command that asks for a role by itself', () => {
    const folder = new URL('../../src/commands/', import.meta.url);
    const asking = readdirSync(folder)
      .filter((name) => /requireRole\(by, '/.test(name.endsWith('.ts') ? readFileSync(new URL(name, folder), 'utf8') : ''))
      .map((name) => name.replace('.ts', ''));
    expect(asking.filter((name) => name !== 'handle-tap').sort()).toEqual(Object.keys(changing).sort());
  });

  test.each(Object.entries(changing))('%s', async (_, [line, least]) => {
    const before = await changes();
    for (const role of roles.filter((each) => ranks(each) < ranks(least)))
      expect((await sandbox.say(await becomes(role), line)).at(-1)?.text, `${role}: ${line}`).toMatch(needs);
    expect(await changes()).toBe(before);
  });
});

describe('taps', () => {
  /** What only shows. */
  const viewing = ['translate', 'details'];

  test.each(actions.filter((action) => !viewing.includes(action)))('a viewer taps %s', async (action) => {
    const form = { text: 'x', to: '王磊', until: '2h', resolution: 'answered' };
    const before = await changes();
    const { toast, toastType } = await sandbox.tap({ messageId: cardId, action, person: await becomes('viewer'), form });
    expect([toastType, toast]).toEqual(['warning', expect.stringMatching(needs)]);
    expect(await changes()).toBe(before);
  });

  test.each(proposalActions)('an agent taps %s on a change of a rule', async (action) => {
    await sandbox.say('lin', '/rule preview when text contains "Garantie" then urgent');
    await service.settled();
    const { number } = await service.desk.db.read.proposal.findFirstOrThrow({ where: { state: 'open' } });
    for (const role of ['viewer', 'agent'] as const) {
      const { toast } = await sandbox.tap({ messageId: cardId, action, person: await becomes(role), version: number });
      expect(toast, role).toMatch(needs);
    }
    expect(await service.desk.db.read.proposal.findUniqueOrThrow({ where: { number } })).toMatchObject({ state: 'open' });
  });

  test.each(digestActions)('a viewer taps %s on a digest', async (action) => {
    const chatId = service.desk.chats.find('sandbox', 'night-watch')!.id;
    const digest = { id: 'd1', chatId, messageId: cardId, postedAt: new Date(), shown: '[]' };
    await service.desk.db.write((tx) => tx.digest.upsert({ where: { id: 'd1' }, create: digest, update: {} }));
    const { toast } = await sandbox.tap({ messageId: cardId, action, person: await becomes('viewer') });
    expect(toast).toMatch(needs);
  });

  test.each(ruleFormActions)('an agent taps %s', async (action) => {
    const form = { text: 'when text contains "Garantie" then urgent' };
    const before = await changes();
    for (const role of ['viewer', 'agent'] as const)
      expect((await sandbox.tap({ messageId: cardId, action, person: await becomes(role), form })).toast, role).toMatch(needs);
    expect(await changes()).toBe(before);
  });

  test('there are no others', () => {
    expect([...tapActions].sort()).toEqual([...actions, ...proposalActions, ...digestActions, ...ruleFormActions].sort());
  });
});

describe('routes', () => {
  /** By what somebody shows that they may, for every route there is. */
  const proofs: Record<string, 'nothing' | 'signature' | 'pass' | 'link' | 'own page'> = {
    'GET /healthz': 'nothing',
    'GET /readyz': 'nothing',
    'GET /metrics': 'nothing',
    // From this machine; elsewhere a token or a pass.
    'GET /status': 'nothing',
    'POST /in/:source/:store': 'signature',
    'GET /in/:source/:store': 'signature',
    'PUT /in/:source/:store': 'signature',
    'PATCH /in/:source/:store': 'signature',
    'DELETE /in/:source/:store': 'signature',
    'OPTIONS /in/:source/:store': 'signature',
    'GET /hook/feishu': 'signature',
    'POST /hook/feishu': 'signature',
    'GET /hook/wecom': 'signature',
    'POST /hook/wecom': 'signature',
    'GET /oauth/:platform/start': 'pass',
    'GET /oauth/:platform/callback': 'pass',
    'GET /connect': 'pass',
    'POST /connect': 'pass',
    'GET /history': 'pass',
    'GET /history.csv': 'pass',
    'GET /files/:token': 'link',
    'GET /': 'nothing',
    'GET /sandbox/api/messages': 'nothing',
    'GET /sandbox/api/stream': 'nothing',
    'GET /sandbox/api/outbound': 'nothing',
    'GET /sandbox/api/scene': 'nothing',
    'GET /sandbox/view/messages': 'nothing',
    'GET /sandbox/view/preview': 'nothing',
    'GET /sandbox/view/now': 'nothing',
    'POST /sandbox/api/tap': 'own page',
    'POST /sandbox/api/say': 'own page',
    'POST /sandbox/api/buyer': 'own page',
    'POST /sandbox/api/clock': 'own page',
  };
  const refusals = { nothing: [], signature: [401, 404, 405], pass: [400, 403], link: [404], 'own page': [403] };

  test('every one is known, and without its proof it does nothing', async () => {
    // Our own files, the same for everybody.
    const isMiddleware = (path: string): boolean => path.includes('*') || path.startsWith('/sandbox/assets/');
    const there = new Set(
      service.app.routes.filter(({ path }) => !isMiddleware(path)).map(({ method, path }) => `${method} ${path}`),
    );
    // Middleware of one path is registered for all methods.
    const unknown = [...there].filter((route) => !(route in proofs) && !route.startsWith('ALL '));
    expect(unknown).toEqual([]);
    const before = await changes();
    for (const route of there) {
      const proof = proofs[route] ?? 'nothing';
      const [method = '', path = ''] = route.split(' ');
      if (proof === 'nothing' || method === 'ALL') continue;
      const url =
        service.url +
        path.replace(':source', 'generic').replace(':store', 'amazon-de').replace(':platform', 'ebay').replace(':token', 'x');
      const headers = { 'content-type': 'application/json', origin: 'https://evil.example' };
      const { status } = await fetch(url, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) });
      expect(refusals[proof], `${route} answered ${status}`).toContain(status);
    }
    expect(await changes()).toBe(before);
  });
});
