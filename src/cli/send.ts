import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import { loadConfig } from '../config.ts';
import { faultCode } from '../inbox/fault-code.ts';
import { findRunningService } from '../running-service.ts';
import type { Database } from '../store/database.ts';
import { holdDataFolder } from '../store/data-folder-lock.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import { CliError } from './cli-error.ts';
import { commandLine } from './command-line.ts';
import { inOffice } from './open-office.ts';
import { say } from './say.ts';

interface Options {
  store?: string;
  url?: string;
  again?: boolean;
  json?: boolean;
}

/** One event as it goes in: its bytes, and the name by which a second one is recognised. */
interface Event {
  source: 'generic' | 'mail';
  externalId: string;
  body: Uint8Array;
}

interface Outcome {
  event: string;
  duplicate: boolean;
  state: string;
  ticket: string | null;
  level: string | null;
  error: string | null;
}

const patienceMs = 20_000;

export const send = (): Command =>
  new Command('send')
    .description(
      say(
        '把一份存下的事件送进真实的服务:webhook 的 JSON,或 .eml 邮件',
        'feed one saved event to the real app: the JSON of a webhook, or an .eml mail',
      ),
    )
    .argument('<file>', say('文件,或 - 表示标准输入', 'a file, or - for standard input'))
    .option('--store <id>', say('店铺代号', 'short name of the store'))
    .option(
      '--url <url>',
      say(
        '另一处的服务,如 https://gengfu.example.com(只支持 JSON;密钥 GENGFU_WEBHOOK_SECRET)',
        'a service elsewhere (JSON only; secret in GENGFU_WEBHOOK_SECRET)',
      ),
    )
    .option('--again', say('当作新的一次,不按重复处理', 'as a new event, not as a repetition'))
    .option('--json', say('输出 JSON', 'print JSON'))
    .action(async (file: string, options: Options) => {
      const event = await readEvent(file, options);
      if (options.url !== undefined) return sendElsewhere(event, options.url, options);
      const outcome = await sendHere(event, options.store);
      if (options.json) process.stdout.write(`${JSON.stringify(outcome, null, 2)}\n`);
      else process.stdout.write(`${describe(outcome)}\n`);
      if (outcome.state !== 'done') process.exitCode = 1;
    });

async function readEvent(file: string, { again }: Options): Promise<Event> {
  const body = readFileSync(file === '-' ? 0 : path.resolve(file));
  if (body.length === 0) throw new CliError(say('文件是空的', 'the file is empty'));
  const text = body.toString('utf8').trimStart();
  if (file.endsWith('.json') || text.startsWith('{')) {
    try {
      JSON.parse(text);
    } catch (error) {
      throw new CliError(say(`不是 JSON:${(error as Error).message}`, `not JSON: ${(error as Error).message}`));
    }
    const id = again ? randomUUID() : createHash('sha256').update(body).digest('hex').slice(0, 32);
    return { source: 'generic', externalId: `msg_${id}`, body };
  }
  const { identifyMail } = await import('../join-adapters.ts');
  return { source: 'mail', externalId: again ? `again:${randomUUID()}` : identifyMail(body), body };
}

/** Into the service that works in the data folder, else into the same app put together here for a moment. */
async function sendHere(event: Event, storeId: string | undefined): Promise<Outcome> {
  const config = loadConfig();
  const running = findRunningService(config);
  if (running) {
    return inOffice(async ({ db, stores, clock }) => {
      const store = pickStore(stores.all(), storeId);
      if (event.source === 'generic') {
        const answer = await post(`${running.url}/in/generic/${store.id}`, event, secretOf(store), fetch);
        return outcomeOf(db, store.id, event, answer.duplicate === true);
      }
      // Mail has no door of its own: the row is what counts, and the service looks for rows every two seconds.
      const { createInbox } = await import('../inbox/inbox.ts');
      const { duplicate } = await createInbox({ db, clock, onStored: () => {} }).store({ storeId: store.id, ...event });
      return outcomeOf(db, store.id, event, duplicate);
    });
  }
  const release = holdDataFolder(config.dataFolder);
  const { compose } = await import('../compose.ts');
  const service = await compose({ ...config, logLevel: 'silent' });
  try {
    const store = pickStore(service.desk.stores.all(), storeId);
    service.processor.start();
    const ask = async (url: string, init: RequestInit): Promise<Response> => service.app.request(url, init);
    const { duplicate } =
      event.source === 'generic'
        ? await post(`http://localhost/in/generic/${store.id}`, event, secretOf(store), ask, service.clock.wall())
        : await service.inbox.store({ storeId: store.id, ...event });
    return await outcomeOf(service.desk.db, store.id, event, duplicate === true);
  } finally {
    await service.stop();
    release();
  }
}

async function sendElsewhere(event: Event, url: string, { store, json }: Options): Promise<void> {
  const secret = process.env.GENGFU_WEBHOOK_SECRET;
  if (!store || !secret)
    throw new CliError(
      say('--url 需要 --store 和环境变量 GENGFU_WEBHOOK_SECRET', '--url needs --store and GENGFU_WEBHOOK_SECRET'),
    );
  if (event.source !== 'generic')
    throw new CliError(say('--url 只支持 webhook 的 JSON', '--url takes the JSON of a webhook only'));
  const answer = await post(`${url.replace(/\/+$/, '')}/in/generic/${store}`, event, secret, fetch);
  const words = answer.duplicate ? say('已收下(重复,之前收过)', 'taken (a repetition, known already)') : say('已收下', 'taken');
  process.stdout.write(json ? `${JSON.stringify(answer, null, 2)}\n` : `${words}  ${String(answer.id)}\n`);
}

/** Pushes as a shop does, signed. @throws CliError in the service's words */
async function post(
  url: string,
  event: Event,
  secret: string,
  ask: (url: string, init: RequestInit) => Promise<Response>,
  now = Date.now(),
): Promise<Record<string, unknown>> {
  const { signPush } = await import('../join-adapters.ts');
  const timestamp = Math.floor(now / 1000);
  const { externalId: id, body } = event;
  const response = await ask(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signPush(secret, { id, timestamp, body }),
    },
    body: Buffer.from(body),
  }).catch((error: Error) => {
    throw new CliError(say(`${url} 没有应答:${causeOf(error)}`, `${url} does not answer: ${causeOf(error)}`));
  });
  const answer = (await response.json().catch(() => ({}))) as { error?: { code?: string; message?: string } };
  if (!response.ok) {
    const { code = response.status, message = response.statusText } = answer.error ?? {};
    throw new CliError(say(`服务拒收:${code} ${message}`, `refused by the service: ${code} ${message}`));
  }
  return answer;
}

const causeOf = (error: Error): string =>
  error.cause instanceof Error ? error.cause.message || String((error.cause as { code?: string }).code) : error.message;

function pickStore(stores: StoreRecord[], id: string | undefined): StoreRecord {
  const found =
    id === undefined ? (stores.length === 1 ? stores[0] : undefined) : stores.find((store) => store.id === id.toLowerCase());
  if (found) return found;
  const known = stores.map((store) => store.id).join(' ') || say('无', 'none');
  throw new CliError(
    id === undefined
      ? say(`请用 --store 指明店铺。现有:${known}`, `say which store with --store. There are: ${known}`)
      : say(`没有「${id}」这个店铺。现有:${known}`, `no store "${id}". There are: ${known}`),
  );
}

function secretOf({ id, settings }: StoreRecord): string {
  if (settings.webhook) return settings.webhook.secret;
  throw new CliError(say(`店铺 ${id} 没有 webhook,只收邮件(.eml)`, `store ${id} has no webhook; it takes mail (.eml)`));
}

async function outcomeOf(db: Database, storeId: string, event: Event, duplicate: boolean): Promise<Outcome> {
  const { source, externalId } = event;
  const until = Date.now() + patienceMs;
  for (;;) {
    const row = await db.read.inboxEvent.findUnique({ where: { storeId_source_externalId: { storeId, source, externalId } } });
    if (row && (row.status !== 'pending' || Date.now() > until)) {
      const number = row.outcome ? Number(row.outcome.slice(1)) : null;
      const ticket = number === null ? null : await db.read.ticket.findUnique({ where: { number } });
      return { event: row.id, duplicate, state: row.status, ticket: row.outcome, level: ticket?.level ?? null, error: row.error };
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function describe({ event, duplicate, state, ticket, level, error }: Outcome): string {
  const before = duplicate ? say('重复,之前已收下。', 'A repetition; it was taken before. ') : '';
  switch (state) {
    case 'done':
      if (ticket)
        return (
          before +
          say(`工单 ${ticket}(${levels[level ?? 'normal']?.[0]})`, `ticket ${ticket} (${levels[level ?? 'normal']?.[1]})`)
        );
      return before + say('已收下,不需要工单', 'taken; it needs no ticket');
    case 'parked':
      return (
        before +
        say(
          `处理不了,已原样保留:${error}。再试一次:${commandLine('inbox retry')} ${faultCode(event)}`,
          `could not be processed and is kept as it came: ${error}. To try again: ${commandLine('inbox retry')} ${faultCode(event)}`,
        )
      );
    default:
      return (
        before + say(`已收下,还没有处理;看 ${commandLine('doctor')}`, `taken, not processed yet; see ${commandLine('doctor')}`)
      );
  }
}

const levels: Record<string, [zh: string, en: string]> = {
  urgent: ['紧急', 'urgent'],
  important: ['重要', 'important'],
  normal: ['普通', 'normal'],
};
