import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Hono } from 'hono';
import { createApp } from './app.ts';
import { createClock } from './clock.ts';
import type { MovableClock } from './clock.ts';
import { openDeskHours } from './clocks/desk-hours.ts';
import { recomputeDeadlines } from './clocks/recompute-deadlines.ts';
import { handleSaying } from './commands/handle-saying.ts';
import { handleTap } from './commands/handle-tap.ts';
import type { Config } from './config.ts';
import { makeCall } from './escalation/make-call.ts';
import { testAlert } from './escalation/test-alert.ts';
import type { Desk } from './desk.ts';
import { metrics } from './health/metrics.ts';
import { createCallCounts } from './health/call-counts.ts';
import { createRefusals } from './health/refusals.ts';
import { refuseIncomplete } from './incomplete-messengers.ts';
import { createInbox } from './inbox/inbox.ts';
import type { Inbox } from './inbox/inbox.ts';
import { createMailIntake } from './inbox/mail-intake.ts';
import { createInboxProcessor } from './inbox/process-inbox.ts';
import type { InboxProcessor } from './inbox/process-inbox.ts';
import { pushRoutes } from './inbox/push-routes.ts';
import { createEmbeddedQueue } from './jobs/embedded.ts';
import type { JobDefinition } from './jobs/job.ts';
import { createLog } from './log.ts';
import { createAnsweredCards } from './notify/answered-cards.ts';
import { openChatDirectory } from './notify/chat-directory.ts';
import { meetChat } from './notify/meet-chat.ts';
import { postCards } from './notify/post-cards.ts';
import { saySomething } from './notify/say.ts';
import { reportTrouble } from './notify/trouble.ts';
import { createBindCode } from './people/bind-code.ts';
import { createLinkCodes } from './people/link-codes.ts';
import type { Inbound, Messenger } from './ports/messenger.ts';
import { pollStream } from './polling/poll-stream.ts';
import { createPolling } from './polling/start-polling.ts';
import { readResource } from './polling/read-resource.ts';
import { syncStore } from './polling/sync-store.ts';
import { eraseBuyerJob } from './privacy/erase-buyer.ts';
import { killAt, noRace } from './race.ts';
import { sendReply } from './replies/send-reply.ts';
import { installReadyMadeRules } from './rules/install-ready-made.ts';
import { openRosterBook } from './roster/roster-book.ts';
import { openRuleBook } from './rules/rule-book.ts';
import { startDemoBuyers } from './sandbox/demo-buyers.ts';
import { installDemo } from './sandbox/install-demo.ts';
import { settingDefaults } from './setting-defaults.ts';
import { openSettings } from './settings.ts';
import { openDatabase } from './store/database.ts';
import { openTranslationCache } from './store/open-translation-cache.ts';
import { loadSealingKey } from './store/sealing-key.ts';
import { consentRoutes } from './stores/consent-routes.ts';
import { mindAuthorisation } from './stores/mind-authorisation.ts';
import { openStoreDirectory } from './stores/store-directory.ts';
import { createTokenKeeper } from './stores/token-keeper.ts';
import { textsIn } from './texts/texts.ts';
import { fireTimers } from './tickets/fire-timers.ts';
import { replanTimersJob } from './tickets/replan-timers.ts';
import { createGlossaryCache } from './translation/glossary-cache.ts';
import { translateMessages } from './translation/request-translations.ts';
import { createTranslation } from './translation/translate.ts';
import { noCache } from './translation/translation-cache.ts';
import type { Understander } from './understanding/understand.ts';
import { joinAdapters } from './join-adapters.ts';
import { connectRoutes } from './web/connect-routes.ts';
import { sandboxRoutes } from './web/sandbox-routes.ts';
import { sandboxPage } from './web/sandbox-page.ts';

export interface Service {
  app: Hono;
  desk: Desk;
  inbox: Inbox;
  processor: InboxProcessor;
  clock: MovableClock;
  /** Begins to work: jobs, inbox, messengers, mailboxes. */
  start(): Promise<void>;
  /** Lets what is under way finish, then closes everything. */
  stop(): Promise<void>;
}

const lookoutMs = 2_000;

/** Puts the whole together from its settings. Nothing runs before `start`. */
export async function compose(config: Config, parts: { clock?: MovableClock } = {}): Promise<Service> {
  refuseIncomplete(config.incomplete, textsIn(config.language, config.zone));
  mkdirSync(config.dataFolder, { recursive: true });
  const log = createLog(config.logLevel);
  const db = await openDatabase({
    file: path.join(config.dataFolder, 'gengfu.db'),
    key: loadSealingKey({ dataFolder: config.dataFolder, fromEnvironment: config.key }),
  });
  const settings = await openSettings(db, settingDefaults(config));
  const clock = parts.clock ?? createClock({ offsetMs: config.sandbox ? settings.get('clockOffsetMs') : 0 });
  const [stores, chats, hours] = await Promise.all([openStoreDirectory(db), openChatDirectory(db), openDeskHours(settings)]);
  if (config.sandbox) await installDemo({ db, stores, chats, at: clock.now() });
  await installReadyMadeRules(db, {
    language: settings.get('language'),
    platforms: stores.all().map(({ platform }) => platform),
    at: clock.now(),
  });
  const [rules, roster] = await Promise.all([openRuleBook(db), openRosterBook(db, settings)]);

  const tokens = createTokenKeeper({
    db,
    clock,
    onLost: (storeId) =>
      void db
        .write((tx) =>
          queue.enqueue(tx, [
            {
              kind: 'mind-authorisation',
              key: `authorisation:${storeId}`,
              payload: { storeId, said: { state: 'revoked' } },
              dueAt: clock.now(),
            },
          ]),
        )
        .catch((error: unknown) => log.error({ err: error, store: storeId }, 'a lost authorisation was not recorded')),
  });
  const calls = createCallCounts();
  const adapters = await joinAdapters({
    config,
    db,
    clock,
    api: {
      tokensOf: (store, authoriser) => tokens.of(store, authoriser),
      onTrace(trace) {
        calls.count(stores.get(trace.account)?.platform ?? 'unknown', trace);
        log.debug(trace, 'marketplace call');
      },
    },
    onBudget: ({ messenger, ...state }) =>
      void db
        .write((tx) =>
          queue.enqueue(tx, [
            {
              kind: 'trouble',
              key: `budget:${messenger}:${state.month}`,
              payload: { kind: 'budget', messenger, ...state },
              dueAt: clock.now(),
            },
          ]),
        )
        .catch((error: unknown) => log.error({ err: error, messenger }, 'a warning was not recorded')),
  });
  const translation = createTranslation({
    translator: adapters.translator,
    // A phrasebook is its own cache.
    cache: config.translator ? openTranslationCache(db) : noCache,
    glossary: createGlossaryCache(db),
    timeLimitMs: config.translatorTimeoutMs,
    clock,
  });
  const queue = createEmbeddedQueue({
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
    chats,
    understander: () => (understander ??= loadUnderstander().catch(forgetUnderstander)),
    translation: { ...translation, available: adapters.translator !== null, anyText: config.translator !== undefined },
    messengers: adapters.messengers,
    teamMail: adapters.teamMail,
    sms: adapters.sms,
    publicUrl: config.publicUrl,
    marketplaceOf: adapters.marketplaceOf,
    answeredCards: createAnsweredCards(clock),
    bindCode: createBindCode(),
    linkCodes: createLinkCodes(clock),
    warned: new Map(),
    race: killPoint ? killAt(killPoint) : noRace,
  };

  const processor = createInboxProcessor(desk);
  const inbox = createInbox({ db, clock, onStored: () => void desk.race('inbox-stored').then(() => processor.wake()) });
  const mail = createMailIntake({ db, stores, inbox, openMailbox: adapters.openMailbox, identify: adapters.identifyMail });
  const polling = createPolling(desk);
  const receiver = adapters.createReceiver?.({ stores, inbox });
  const inbound: Inbound = {
    tap: (tap) => handleTap(desk, tap),
    said: (saying) => handleSaying(desk, saying),
    joined: (chat) => meetChat(desk, chat),
  };

  const refusals = createRefusals();
  const app = createApp({
    log,
    routes: [
      pushRoutes({ inbox, stores, clock, maxBytes: config.maxBodyBytes, pushers: adapters.pushers, publicUrl: config.publicUrl }),
      consentRoutes(desk, tokens),
      connectRoutes(desk),
      ...[...adapters.messengers.values()].flatMap(({ routes }) => routes ?? []),
      ...(adapters.outbound && adapters.sandboxChat
        ? [
            sandboxRoutes({ desk, clock, inbox, processor, outbound: adapters.outbound }),
            sandboxPage(desk, adapters.sandboxChat, adapters.previews),
          ]
        : []),
    ],
    ready: async () => void (await db.read.setting.count()),
    metrics: () => metrics(desk, { refusals, calls }),
    refusals,
  });

  let quietBuyers = (): void => {};
  let lookout: NodeJS.Timeout | undefined;
  return {
    app,
    desk,
    inbox,
    processor,
    clock,
    async start() {
      // First, so that what the queue finds due can be said.
      for (const messenger of adapters.messengers.values()) startMessenger(desk, messenger, inbound);
      processor.start();
      await queue.start([
        postCards(desk),
        fireTimers(desk),
        makeCall(desk),
        testAlert(desk),
        translateMessages(desk),
        sendReply(desk),
        saySomething(desk),
        reportTrouble(desk),
        recomputeDeadlines(desk),
        replanTimersJob(desk),
        pollStream(desk, inbox),
        readResource(desk, inbox),
        syncStore(desk, inbox),
        mindAuthorisation(desk),
        eraseBuyerJob(desk),
      ] as JobDefinition[]);
      mail.start();
      await polling.start();
      // The command line works on the same data folder: what it adds is seen within seconds.
      lookout = setInterval(() => {
        stores.refresh().catch((error: unknown) => log.error({ err: error }, 'the stores cannot be read'));
        processor.wake();
        queue.wake();
      }, lookoutMs);
      await receiver?.start();
      // Loaded once everything answers, so that neither the start nor the first message of the night waits for it.
      setTimeout(() => void desk.understander().catch(() => {}), 300).unref();
      if (config.sandbox && config.demo) quietBuyers = startDemoBuyers(inbox, await db.read.message.count());
    },
    async stop() {
      quietBuyers();
      clearInterval(lookout);
      polling.stop();
      await Promise.all([
        mail.stop(),
        receiver?.stop(),
        ...[...adapters.messengers.values()].map((messenger) => messenger.stop()),
      ]);
      await processor.stop();
      await queue.stop();
      await adapters.close();
      await db.close();
    },
  };
}

/** A messenger that cannot connect must not keep the others, or the inbox, from working. */
function startMessenger(desk: Desk, messenger: Messenger, inbound: Inbound): void {
  messenger.start(inbound).then(
    () => desk.log.info({ messenger: messenger.name }, 'messenger connected'),
    (error: unknown) => desk.log.error({ err: error, messenger: messenger.name }, 'messenger does not start; see gengfu doctor'),
  );
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
