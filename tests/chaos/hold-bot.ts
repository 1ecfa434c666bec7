import { createWecom } from '../../adapters/messengers/wecom/index.ts';
import { createClock } from '../../src/clock.ts';
import { openDatabase } from '../../src/store/database.ts';
import { createLease } from '../../src/store/lease.ts';

/**
 * A process that wants the one connection of a bot, and shares only the lease with others that want it: with SQLite no two
 * services work in one data folder. Runs until it is killed.
 */
const { DATABASE_FILE: file = '', BOT_ID, BOT_SECRET, WS_URL } = process.env;
const clock = createClock();
const db = await openDatabase({ file, key: Buffer.alloc(32, 1) });
const bot = createWecom(
  { botId: BOT_ID, botSecret: BOT_SECRET, wsUrl: WS_URL },
  { clock, lease: createLease({ db, clock, name: 'wecom' }) },
);
process.stdout.write('waits\n');
await bot.start({
  tap: async () => ({ toast: { type: 'success', text: 'ok' } }),
  said: async () => ({ messageIds: [] }),
  joined: async () => {},
});
process.stdout.write('holds\n');
