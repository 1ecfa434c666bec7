import type { Context, Hono } from 'hono';
import { createApp } from './app.ts';
import { fileRoutes } from './attachments/file-routes.ts';
import { scheduleBackups } from './backups/backup-job.ts';
import type { MovableClock } from './clock.ts';
import { recomputeAfterUpdate } from './clocks/recompute-deadlines-after-update.ts';
import { handleSaying } from './commands/handle-saying.ts';
import { handleTap } from './commands/handle-tap.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { createReadyCheck } from './health/check-ready.ts';
import { metrics } from './health/metrics.ts';
import { createRequestTimes } from './health/request-times.ts';
import { createInbox } from './inbox/inbox.ts';
import type { Inbox } from './inbox/inbox.ts';
import { createMailIntake } from './inbox/mail-intake.ts';
import type { InboxProcessor } from './inbox/process-inbox.ts';
import { createPushLimits } from './inbox/push-limits.ts';
import { pushRoutes } from './inbox/push-routes.ts';
import { followChanges } from './follow-changes.ts';
import { refuseIncomplete } from './incomplete-messengers.ts';
import { jobDefinitions } from './jobs/definitions.ts';
import { mindClock } from './jobs/mind-clock.ts';
import { startWatch } from './matters/watch-matters.ts';
import { meetChat } from './notify/meet-chat.ts';
import { startCountdowns } from './notify/refresh-countdowns.ts';
import { openDesk } from './open-desk.ts';
import { createPolling } from './polling/start-polling.ts';
import type { Inbound, Messenger } from './ports/messenger.ts';
import { createLease } from './store/lease.ts';
import { keepDuty } from './store/keep-duty.ts';
import { schedulePurge } from './privacy/purge-job.ts';
import { scheduleMissedReport } from './history/report-missed.ts';
import { scheduleAdvice } from './rules/advise-job.ts';
import { startDemoBuyers } from './sandbox/demo-buyers.ts';
import { consentRoutes } from './stores/consent-routes.ts';
import { startSilenceWatch } from './traffic/watch-silence.ts';
import { textsIn } from './texts/texts.ts';
import { traceInbox } from './tracing/trace-inbox.ts';
import { tracedInbound } from './tracing/traced-inbound.ts';
import { connectRoutes } from './web/connect-routes.ts';
import { historyRoutes } from './web/history-routes.ts';
import { bearsToken, isNear } from './web/near-or-known.ts';
import { namesUs, ownHostOnly } from './web/own-host.ts';
import { sandboxPage } from './web/sandbox-page.ts';
import { statusRoutes } from './web/status-routes.ts';
import { sandboxRoutes } from './web/sandbox-routes.ts';

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
export async function compose(config: Config, parts: Parameters<typeof openDesk>[1] = {}): Promise<Service> {
  refuseIncomplete(config.incomplete, textsIn(config.language, config.zone));
  const { desk, clock, processor, adapters, tokens, calls, refusals } = await openDesk(config, parts);
  const { db, log, queue, stores } = desk;
  const inbox = traceInbox(
    createInbox({ db, clock, onStored: () => void desk.race('inbox-stored').then(() => processor.wake()) }),
    desk.tracing,
  );
  const mail = createMailIntake({ db, stores, inbox, openMailbox: adapters.openMailbox, identify: adapters.identifyMail });
  const polling = createPolling(desk);
  const receiver = adapters.createReceiver?.({ stores, inbox });
  const times = createRequestTimes();
  const mayRead = (c: Context): boolean => (isNear(c) && namesUs(c, config.publicUrl)) || bearsToken(c, config.metricsToken);
  const inbound: Inbound = tracedInbound(desk.tracing, {
    tap: (tap) => handleTap(desk, tap),
    said: (saying) => handleSaying(desk, saying),
    joined: (chat) => meetChat(desk, chat),
  });

  const app = createApp({
    log,
    routes: [
      pushRoutes({
        inbox,
        stores,
        clock,
        maxBytes: config.maxBodyBytes,
        pushers: adapters.pushers,
        publicUrl: config.publicUrl,
        limits: createPushLimits({ perMinute: config.pushesPerMinute }),
      }),
      consentRoutes(desk, tokens),
      connectRoutes(desk),
      historyRoutes(desk),
      statusRoutes(desk, { mayRead, mailboxes: () => mail.connections() }),
      fileRoutes(desk),
      ...[...adapters.messengers.values()].flatMap(({ routes }) => routes ?? []),
      ...(adapters.outbound && adapters.sandboxChat
        ? [
            sandboxRoutes({ desk, clock, inbox, processor, outbound: adapters.outbound }),
            sandboxPage(desk, adapters.sandboxChat, adapters.previews),
          ]
        : []),
    ],
    ready: createReadyCheck(desk, config.dataFolder),
    metrics: () => metrics(desk, { refusals, calls, times, mailboxes: () => mail.connections() }),
    mayRead,
    ownHost: ownHostOnly(config.publicUrl),
    refusals,
    times,
  });

  let quietBuyers = (): void => {};
  let lookout: NodeJS.Timeout | undefined;
  const works = config.role !== 'web';
  /** Mailboxes are read by one process. */
  let leaveMail = (): Promise<void> => mail.stop();
  function watchMail(): void {
    if (db.postgres) leaveMail = keepDuty({ lease: createLease({ db, clock, name: 'mail' }), duty: mail, log });
    else mail.start();
  }

  return {
    app,
    desk,
    inbox,
    processor,
    clock,
    async start() {
      const diskAwake = db.wake();
      followChanges(desk);
      // First, so that what the queue finds due can be said.
      for (const messenger of adapters.messengers.values())
        if (works || !messenger.can.oneConnection) startMessenger(desk, messenger, inbound);
      if (works) processor.start();
      const lookAtClock = await mindClock(desk);
      await queue.start(jobDefinitions(desk, inbox));
      if (works) {
        await scheduleAdvice(desk);
        await scheduleMissedReport(desk);
        await schedulePurge(desk);
        await scheduleBackups(desk);
        watchMail();
        await polling.start();
        await recomputeAfterUpdate(desk);
        await startWatch(desk);
        await startCountdowns(desk);
        await startSilenceWatch(desk);
      }
      // The command line works on the same data folder: what it adds is seen within seconds.
      lookout = setInterval(() => {
        lookAtClock().catch((error: unknown) => log.error({ err: error }, 'jobs cannot be brought back'));
        stores.refresh().catch((error: unknown) => log.error({ err: error }, 'the stores cannot be read'));
        processor.wake();
        queue.wake();
      }, lookoutMs);
      await receiver?.start();
      await diskAwake;
      // Loaded once everything answers, so that neither the start nor the first message of the night waits for it.
      if (works) setTimeout(() => void desk.understander().catch(() => {}), 300).unref();
      if (config.sandbox && config.demo) quietBuyers = startDemoBuyers(inbox, await db.read.message.count());
    },
    async stop() {
      quietBuyers();
      clearInterval(lookout);
      polling.stop();
      await Promise.all([
        leaveMail(),
        receiver?.stop(),
        ...[...adapters.messengers.values()].map((messenger) => messenger.stop()),
      ]);
      await processor.stop();
      // A job that waits for a long reading is broken off and begins anew with the next start.
      await db.aside.stop();
      await queue.stop();
      desk.files.vault.close();
      await adapters.close();
      for (const place of desk.backups?.places ?? []) place.close();
      await db.close();
      await desk.tracing.close();
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
