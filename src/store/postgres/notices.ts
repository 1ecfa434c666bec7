import pg from 'pg';
import type { WatchedTable } from './watched-tables.ts';

const channel = 'gengfu';
const againMs = 1_000;

/** What the tables tell (watched-tables.ts), each change once it is committed. */
export function createNotices(url: string) {
  const listeners = new Set<(table: WatchedTable | null) => void>();
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  async function connect(): Promise<void> {
    const session = new pg.Client({ connectionString: url, application_name: 'gengfu notices', keepAlive: true });
    client = session;
    session.on('notification', ({ payload }) => tell(payload as WatchedTable));
    session.on('error', () => {});
    session.on('end', () => {
      if (client !== session || stopped) return;
      retry = setTimeout(() => void connect(), againMs);
      retry.unref();
    });
    try {
      await session.connect();
      await session.query(`LISTEN ${channel}`);
      tell(null);
    } catch {
      await session.end().catch(() => {});
    }
  }

  function tell(table: WatchedTable | null): void {
    for (const heard of listeners) heard(table);
  }

  return {
    listen(heard: (table: WatchedTable | null) => void): void {
      listeners.add(heard);
      if (!client) void connect();
    },
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(retry);
      await client?.end().catch(() => {});
    },
  };
}
