import { setTimeout as sleep } from 'node:timers/promises';
import { serve as listen } from '@hono/node-server';
import { explainFailure } from './cli/explain-failure.ts';
import { compose } from './compose.ts';
import { loadConfig } from './config.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { GengfuError } from './errors.ts';
import { createLog } from './log.ts';
import { announceService } from './running-service.ts';
import { holdDataFolder } from './store/data-folder-lock.ts';
import { freeLeases } from './store/lease.ts';
import type { DatabaseHold, HoldNews } from './store/postgres/hold-database.ts';
import { whenOrphaned } from './when-orphaned.ts';

/** Long enough for a mail under way; what has not settled by then is taken up at the next start. */
const stopLimitMs = 60_000;
/** The server may take a moment to see that the one before has died. */
const patienceMs = 2_000;

/** Starts the service and prints where it is; ends in good order on SIGTERM and SIGINT. */
export async function serve(): Promise<void> {
  // What is in the data folder is nobody else's.
  process.umask(0o077);
  const config = loadConfig();
  const log = createLog(config.logLevel);
  let end = (code: number): void => process.exit(code);
  const hold = await claimData(config, (news) => {
    if (news !== 'refused') return log.warn({ hold: news }, 'the connection that holds the database');
    log.fatal('another process holds the database alone; this one ends');
    process.stderr.write(`${explainFailure(new GengfuError('database_taken'))}\n`);
    end(1);
  });
  const service = await compose(config, { insist: hold.insist });
  // The holders are dead, and need not be waited for: the folder is ours.
  if (!service.desk.db.postgres) await freeLeases(service.desk.db);
  const server = listen({ fetch: service.app.fetch, port: config.port, hostname: config.host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  await service.start();
  const withdraw = announceService(
    config,
    `http://${config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host}:${port}`,
  );
  const shown = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
  process.stdout.write(`Gengfu keeps watch at ${shown}${config.sandbox ? ' (sandbox)' : ''}\n${await bindHint(service.desk)}`);

  let stopping = false;
  end = (code) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      service.desk.log.error('the service does not come to rest and is ended');
      process.exit(1);
    }, stopLimitMs).unref();
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    withdraw();
    void service.stop().then(() => {
      void hold.release();
      process.exit(code);
    });
  };
  const stop = (): void => end(0);
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  whenOrphaned(stop);
}

/**
 * Before anything is read or written: the data folder is ours alone, or on PostgreSQL the database, which those with REDIS_URL
 * share. Nobody changes the key meanwhile. @param tell see holdDatabase
 * @throws GengfuError data_in_use | database_in_use
 */
async function claimData(config: Config, tell: (news: HoldNews) => void): Promise<DatabaseHold> {
  const { databaseUrl: url, redisUrl } = config;
  if (url === undefined) {
    const leave = holdDataFolder(config.dataFolder);
    return { insist: () => {}, release: async () => leave() };
  }
  const { holdDatabase } = await import('./store/postgres/hold-database.ts');
  const until = performance.now() + patienceMs;
  for (;;) {
    const hold = await holdDatabase({ url, how: redisUrl ? 'shared' : 'alone', tell });
    if (hold) return hold;
    if (performance.now() > until) throw new GengfuError('database_in_use');
    await sleep(100);
  }
}

/** How to become admin, while nobody is. */
async function bindHint(desk: Desk): Promise<string> {
  if ((await desk.db.read.person.count({ where: { role: 'admin' } })) > 0) return '';
  return desk.settings.get('language') === 'zh'
    ? `要当管理员,请在群里说:/绑定 ${desk.bindCode.code}\n`
    : `To become admin, say in the group: /bind ${desk.bindCode.code}\n`;
}
