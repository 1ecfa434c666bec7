import type { Mailbox } from '../ports/mailbox.ts';
import type { Database } from '../store/database.ts';
import type { StoreDirectory } from '../stores/store-directory.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Inbox } from './inbox.ts';

export interface MailIntake {
  start(): void;
  stop(): Promise<void>;
  /** By store: how its mailbox is doing. */
  connections(): { store: string; state: string; problem: string | null }[];
}

/** Watches the mailbox of every store that has one and puts each mail into the inbox. */
export function createMailIntake(options: {
  db: Database;
  stores: StoreDirectory;
  inbox: Inbox;
  openMailbox: (url: string) => Promise<Mailbox>;
  /** The same mail, the same id, whichever way it came. */
  identify: (raw: Uint8Array) => Promise<string>;
}): MailIntake {
  const { db, stores, inbox } = options;
  const mailboxes = new Map<string, Promise<Mailbox>>();
  const opened = new Map<string, Mailbox>();
  let unsubscribe: (() => void) | undefined;

  function watch(store: StoreRecord): void {
    const url = store.settings.mail?.imapUrl;
    if (!url || mailboxes.has(store.id)) return;
    mailboxes.set(store.id, open(store.id, url));
  }

  async function open(storeId: string, url: string): Promise<Mailbox> {
    const mailbox = await options.openMailbox(url);
    opened.set(storeId, mailbox);
    await mailbox.watch({
      async onMail(raw) {
        await inbox.store({ storeId, source: 'mail', externalId: await options.identify(raw), body: raw });
      },
      async loadCursor() {
        const row = await db.read.mailCursor.findUnique({ where: { mailbox: storeId } });
        return row ? { uidValidity: row.uidValidity, lastUid: row.lastUid } : null;
      },
      async saveCursor(cursor) {
        await db.write((tx) =>
          tx.mailCursor.upsert({ where: { mailbox: storeId }, create: { mailbox: storeId, ...cursor }, update: cursor }),
        );
      },
    });
    return mailbox;
  }

  return {
    start() {
      for (const store of stores.all()) watch(store);
      unsubscribe = stores.onChange(watch);
    },
    async stop() {
      unsubscribe?.();
      const watched = [...mailboxes.values()];
      mailboxes.clear();
      opened.clear();
      await Promise.all(watched.map(async (mailbox) => (await mailbox).stop()));
    },
    connections: () =>
      [...opened].map(([store, mailbox]) => ({
        store,
        state: mailbox.connection().state,
        problem: mailbox.connection().problem,
      })),
  };
}
