import { readBackupState } from '../backups/backup-state.ts';
import type { BackupState } from '../backups/backup-state.ts';
import type { Desk } from '../desk.ts';
import { listParked } from '../inbox/parked-events.ts';
import type { ParkedEvent } from '../inbox/parked-events.ts';
import { readContacts } from './read-contacts.ts';
import type { Contact } from './read-contacts.ts';
import { readDelays } from './read-delays.ts';
import type { Delays } from './read-delays.ts';
import { readStatus } from './read-status.ts';
import type { Status } from './read-status.ts';

/** By store: how its mailbox is doing, as this process sees it. */
export type Mailboxes = () => readonly { store: string; state: string; problem: string | null }[];

const faultsShown = 10;

export interface StatusFigures {
  status: Status;
  delays: Delays;
  contacts: { stores: Contact[]; messengers: Contact[] };
  mailboxes: ReturnType<Mailboxes>;
  /** Newest first. */
  parked: readonly ParkedEvent[];
  /** Jobs that were given up, newest first. Instants. */
  dead: readonly { kind: string; deadAt: number }[];
  backup: BackupState;
}

/** Everything the status page shows; no one's words. */
export async function readStatusPage(desk: Desk, mailboxes: Mailboxes): Promise<StatusFigures> {
  const { read } = desk.db;
  const [status, delays, contacts, parked, dead, backup] = await Promise.all([
    readStatus(desk),
    readDelays(read, desk.clock.now()),
    readContacts(desk),
    listParked(read, faultsShown),
    read.job.findMany({
      where: { deadAt: { not: null } },
      select: { kind: true, deadAt: true },
      orderBy: { deadAt: 'desc' },
      take: faultsShown,
    }),
    readBackupState(read),
  ]);
  return {
    status,
    delays,
    contacts,
    mailboxes: mailboxes(),
    parked,
    dead: dead.map(({ kind, deadAt }) => ({ kind, deadAt: deadAt!.getTime() })),
    backup,
  };
}
