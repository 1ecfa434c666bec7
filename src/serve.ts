import { serve as listen } from '@hono/node-server';
import { compose } from './compose.ts';
import { loadConfig } from './config.ts';
import type { Config } from './config.ts';
import type { Desk } from './desk.ts';
import { GengfuError } from './errors.ts';
import { announceService } from './running-service.ts';
import type { Database } from './store/database.ts';
import { holdDataFolder } from './store/data-folder-lock.ts';
import { freeLeases } from './store/lease.ts';
import { whenOrphaned } from './when-orphaned.ts';

/** Long enough for a mail under way; what has not settled by then is taken up at the next start. */
const stopLimitMs = 60_000;

/** Starts the service and prints where it is; ends in good order on SIGTERM and SIGINT. */
export async function serve(): Promise<void> {
  const config = loadConfig();
  // What is in the data folder is nobody else's.
  process.umask(0o077);
  // On PostgreSQL the database says who may work on it, see below.
  const leaveFolder = config.databaseUrl ? () => {} : holdDataFolder(config.dataFolder);
  const service = await compose(config);
  const leaveDatabase = await claimDatabase(config, service.desk.db);
  const server = listen({ fetch: service.app.fetch, port: config.port, hostname: config.host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  await service.start();
  const withdraw = announceService(
    config.dataFolder,
    `http://${config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host}:${port}`,
  );
  const shown = `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;
  process.stdout.write(`Gengfu keeps watch at ${shown}${config.sandbox ? ' (sandbox)' : ''}\n${await bindHint(service.desk)}`);

  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      service.desk.log.error('the service does not come to rest and is ended');
      process.exit(1);
    }, stopLimitMs).unref();
    server.close();
    if ('closeAllConnections' in server) server.closeAllConnections();
    withdraw();
    void leaveDatabase();
    void service.stop().then(() => {
      leaveFolder();
      process.exit(0);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  whenOrphaned(stop);
}

/**
 * Makes sure that whoever does not share its jobs is alone with its database, and that nobody changes the key under those
 * who do. @returns what ends that
 * @throws GengfuError database_in_use
 */
async function claimDatabase(config: Config, db: Database): Promise<() => Promise<void>> {
  if (!db.postgres) {
    // The holders are dead, and need not be waited for: the folder is ours.
    await freeLeases(db);
    return async () => {};
  }
  const release = await db.postgres.tryHold('service', config.redisUrl ? 'shared' : 'alone');
  if (release) return release;
  await db.close();
  throw new GengfuError('database_in_use');
}

/** How to become admin, while nobody is. */
async function bindHint(desk: Desk): Promise<string> {
  if ((await desk.db.read.person.count({ where: { role: 'admin' } })) > 0) return '';
  return desk.settings.get('language') === 'zh'
    ? `要当管理员,请在群里说:/绑定 ${desk.bindCode.code}\n`
    : `To become admin, say in the group: /bind ${desk.bindCode.code}\n`;
}
