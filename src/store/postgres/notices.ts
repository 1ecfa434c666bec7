import pg from 'pg';
import { selectRows } from '../rows.ts';
import type { RowWrite } from '../write-queue.ts';

const channel = 'gengfu';
const againMs = 1_000;

/** What processes on one database tell each other; a notice travels when the change that brings it commits. */
export function createNotices(url: string) {
  const listeners = new Set<(topic: string | null) => void>();
  let client: pg.Client | undefined;
  let retry: NodeJS.Timeout | undefined;
  let stopped = false;

  async function connect(): Promise<void> {
    const session = new pg.Client({ connectionString: url, application_name: 'gengfu notices', keepAlive: true });
    client = session;
    session.on('notification', ({ payload }) => tell(payload ?? ''));
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

  function tell(topic: string | null): void {
    for (const heard of listeners) heard(topic);
  }

  return {
    async notify(tx: RowWrite, topic: string): Promise<void> {
      await selectRows(tx, `SELECT pg_notify('${channel}', ?)`, topic);
    },
    listen(heard: (topic: string | null) => void): void {
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
