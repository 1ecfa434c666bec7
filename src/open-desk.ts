import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openDeskFiles } from './attachments/desk-files.ts';
import { openBackupPlan } from './backups/open-backup-plan.ts';
import { createClock } from './clock.ts';
import type { MovableClock } from './clock.ts';
import { openDeskHours } from './clocks/desk-hours.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { createCallCounts } from './health/call-counts.ts';
import type { CallCounts } from './health/call-counts.ts';
import { createRefusals } from './health/refusals.ts';
import type { Refusals } from './health/refusals.ts';
import { createTally } from './health/tally.ts';
import { createInboxProcessor } from './inbox/process-inbox.ts';
import type { InboxProcessor } from './inbox/process-inbox.ts';
import { openQueue } from './jobs/open-queue.ts';
import type { JobRequest } from './jobs/job.ts';
import { joinAdapters } from './join-adapters.ts';
import type { Adapters } from './join-adapters.ts';
import { createLog } from './log.ts';
import { createAnsweredCards } from './notify/answered-cards.ts';
import { openChatDirectory } from './notify/chat-directory.ts';
import { openBindCode } from './people/bind-code.ts';
import { createLinkCodes } from './people/link-codes.ts';
import { killAt, noRace } from './race.ts';
import { installReadyMadeRules } from './rules/install-ready-made.ts';
import { openRosterBook } from './roster/roster-book.ts';
import { openRuleBook } from './rules/rule-book.ts';
import { installDemo } from './sandbox/install-demo.ts';
import { settingDefaults } from './setting-defaults.ts';
import { openSettings } from './settings.ts';
import { openDatabase } from './store/database.ts';
import { insistOnKey } from './store/key-fits.ts';
import { openTranslationCache } from './store/open-translation-cache.ts';
import { loadSealingKey } from './store/sealing-key.ts';
import { openStoreDirectory } from './stores/store-directory.ts';
import { createTokenKeeper } from './stores/token-keeper.ts';
import type { TokenKeeper } from './stores/token-keeper.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { traceDatabase } from './tracing/trace-database.ts';
import { traceMarketplaceCall } from './tracing/trace-marketplace-call.ts';
import { traceQueue } from './tracing/trace-queue.ts';
import { createGlossaryCache } from './translation/glossary-cache.ts';
import { createTranslation } from './translation/translate.ts';
import { noCache } from './translation/translation-cache.ts';
import type { Understander } from './understanding/understand.ts';

export interface OpenDesk {
  desk: Desk;
  clock: MovableClock;
  processor: InboxProcessor;
  adapters: Adapters;
  tokens: TokenKeeper;
  calls: CallCounts;
  refusals: Refusals;
}

/** Opens the data folder and everything the verbs work on. Nothing runs yet. @param parts.insist see openDatabase */
export async function openDesk(config: Config, parts: { clock?: MovableClock; insist?: () => void } = {}): Promise<OpenDesk> {
  mkdirSync(config.dataFolder, { recursive: true });
  const log = createLog(config.logLevel);
  const tracing = await openTracing(config.tracing, log);
  const key = loadSealingKey({ dataFolder: config.dataFolder, fromEnvironment: config.key });
  const opened = await openDatabase({
    file: path.join(config.dataFolder, 'gengfu.db'),
    url: config.databaseUrl,
    key,
    insist: parts.insist,
  });
  await insistOnKey(opened).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  const db = traceDatabase(opened, tracing);
  const settings = await openSettings(db, settingDefaults(config));
  const clock = parts.clock ?? createClock({ offsetMs: config.sandbox ? settings.get('clockOffsetMs') : 0, wall: db.now });
  const [stores, chats, hours] = await Promise.all([openStoreDirectory(db), openChatDirectory(db), openDeskHours(settings)]);
  if (config.sandbox) await installDemo({ db, stores, chats, at: clock.now() });
  await installReadyMadeRules(db, {
    language: settings.get('language'),
    platforms: stores.all().map(({ platform }) => platform),
    at: clock.now(),
  });
  const [rules, roster] = await Promise.all([openRuleBook(db), openRosterBook(db, settings)]);

  /** Something came to light outside any change: looked after as a job. */
  function ask(job: Omit<JobRequest, 'dueAt'>): void {
    db.write((tx) => queue.enqueue(tx, [{ ...job, dueAt: clock.now() }])).catch((error: unknown) =>
      log.error({ err: error, job: job.kind }, 'a job could not be asked for'),
    );
  }

  const tokens = createTokenKeeper({
    db,
    clock,
    onLost: (storeId) =>
      ask({
        kind: 'mind-authorisation',
        key: `authorisation:${storeId}`,
        payload: { storeId, said: { state: 'revoked' } },
      }),
  });
  const calls = createCallCounts();
  const refusals = createRefusals();
  const adapters = await joinAdapters({
    config,
    db,
    clock,
    api: {
      tokensOf: (store, authoriser) => tokens.of(store, authoriser),
      onTrace(trace) {
        const platform = stores.get(trace.account)?.platform ?? 'unknown';
        calls.count(platform, trace);
        traceMarketplaceCall(tracing, platform, trace);
        log.debug(trace, 'marketplace call');
      },
    },
    onRefused: (messenger) => refusals.countPush(messenger),
    onBudget: ({ messenger, ...state }) =>
      ask({
        kind: 'trouble',
        key: `budget:${messenger}:${state.month}`,
        payload: { kind: 'budget', messenger, ...state },
      }),
  });
  const translation = createTranslation({
    translator: adapters.translator,
    // A phrasebook is its own cache.
    cache: config.translator ? openTranslationCache(db) : noCache,
    glossary: createGlossaryCache(db),
    timeLimitMs: config.translatorTimeoutMs,
    clock,
  });
  const plainQueue = await openQueue(config, {
    db,
    clock,
    log,
    async onDead(jobs) {
      await db.write((tx) =>
        queue.enqueue(
          tx,
          // Trouble about trouble would go round for ever.
          jobs
            .filter(({ job }) => job.kind !== 'trouble' && job.kind !== 'say')
            .map(({ job }) => ({
              kind: 'trouble',
              key: `dead:${job.id}`,
              payload: { kind: 'dead_job', jobId: job.id, jobKind: job.kind, ticketId: ticketOf(job) },
              dueAt: clock.now(),
            })),
        ),
      );
    },
  });
  const queue = traceQueue(plainQueue, tracing, clock);
  const killPoint = process.env.GENGFU_KILL_AT;
  let understander: Promise<Understander> | undefined;
  /** What cannot be loaded now (memory, a disk that stumbles) is tried again for the next message. */
  const forgetUnderstander = (error: unknown): never => {
    understander = undefined;
    throw error;
  };
  const desk: Desk = {
    db,
    clock,
    log,
    stores,
    settings,
    hours,
    rules,
    roster,
    queue,
    processor: { wake: () => processor.wake(), idle: () => processor.idle() },
    chats,
    understander: () => (understander ??= loadUnderstander().catch(forgetUnderstander)),
    translation: { ...translation, available: adapters.translator !== null, anyText: config.translator !== undefined },
    messengers: adapters.messengers,
    teamMail: adapters.teamMail,
    sms: adapters.sms,
    publicUrl: config.publicUrl,
    marketplaceOf: adapters.marketplaceOf,
    answeredCards: createAnsweredCards(clock),
    bindCode: await openBindCode(db),
    linkCodes: createLinkCodes({ db, clock }),
    files: openDeskFiles({ config: config.files, seal: db.seal, store: adapters.files, remote: adapters.remoteFiles }),
    warned: new Map(),
    tracing,
    tally: createTally(),
    backups: await openBackupPlan(config, key),
    race: killPoint ? killAt(killPoint) : noRace,
  };

  const processor = createInboxProcessor(desk);
  return { desk, clock, processor, adapters, tokens, calls, refusals };
}

async function loadUnderstander(): Promise<Understander> {
  const { createUnderstander } = await import('./understanding/understand.ts');
  return createUnderstander();
}

/** The ticket a job is about, where its payload names one. */
function ticketOf(job: { payload: string }): string | undefined {
  const payload = JSON.parse(job.payload) as { ticketId?: unknown };
  return typeof payload.ticketId === 'string' ? payload.ticketId : undefined;
}
