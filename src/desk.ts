import type { Logger } from 'pino';
import type { DeskFiles } from './attachments/desk-files.ts';
import type { AnsweredCards } from './notify/answered-cards.ts';
import type { BackupPlan } from './backups/backup-job.ts';
import type { ChatDirectory } from './notify/chat-directory.ts';
import type { Clock } from './clock.ts';
import type { DeskHours } from './clocks/desk-hours.ts';
import type { Tally } from './health/tally.ts';
import type { InboxProcessor } from './inbox/process-inbox.ts';
import type { BindCode } from './people/bind-code.ts';
import type { LinkCodes } from './people/link-codes.ts';
import type { JobQueue } from './jobs/job-queue.ts';
import type { Messenger } from './ports/messenger.ts';
import type { Sms } from './ports/sms.ts';
import type { TeamMail } from './ports/team-mail.ts';
import type { Marketplace } from './ports/marketplace.ts';
import type { Race } from './race.ts';
import type { Warned } from './replies/check-reply.ts';
import type { RosterBook } from './roster/roster-book.ts';
import type { RuleBook } from './rules/rule-book.ts';
import type { Settings } from './settings.ts';
import type { Database } from './store/database.ts';
import type { StoreDirectory } from './stores/store-directory.ts';
import type { StoreRecord } from './stores/store-record.ts';
import type { Tracing } from './tracing/tracing.ts';
import type { Translation } from './translation/translate.ts';
import type { Understander } from './understanding/understand.ts';

/** The bag of resources that the verbs work on. Everything in it is a port, a registry or the database. */
export interface Desk {
  db: Database;
  clock: Clock;
  log: Logger;
  stores: StoreDirectory;
  settings: Settings;
  hours: DeskHours;
  rules: RuleBook;
  roster: RosterBook;
  queue: JobQueue;
  /** What takes stored events up. */
  processor: Pick<InboxProcessor, 'wake' | 'idle'>;
  /** Loaded when the first message needs it. */
  understander(): Promise<Understander>;
  translation: Translation & TranslationMeans;
  chats: ChatDirectory;
  answeredCards: AnsweredCards;
  messengers: ReadonlyMap<string, Messenger>;
  /** Null where none is configured. */
  teamMail: TeamMail | null;
  sms: Sms | null;
  /** Where browsers and platforms reach this service. */
  publicUrl: string;
  /** By the source of an event: `poll` is the store's own platform. */
  marketplaceOf: (store: StoreRecord, source: string) => Marketplace;
  bindCode: BindCode;
  linkCodes: LinkCodes;
  files: DeskFiles;
  /** Doubtful replies whose writers were warned. */
  warned: Warned;
  tracing: Tracing;
  tally: Tally;
  /** Null while no schedule is set. */
  backups: BackupPlan | null;
  race: Race;
}

export interface TranslationMeans {
  /** Whether anything translates at all. */
  available: boolean;
  /** Whether it takes any text, unlike a phrasebook. */
  anyText: boolean;
}
