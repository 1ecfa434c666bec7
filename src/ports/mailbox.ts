import type { Connection } from './messenger.ts';

/** A mailbox that is read and never changed. The implementation is adapters/mail/imap-mailbox.ts. */
export interface Mailbox {
  /**
   * Begins to hand over mail and keeps doing so, reconnecting by itself, until stop(). Resolves at once: whether
   * the server can be reached is what connection() tells.
   */
  watch(watch: MailboxWatch): Promise<void>;
  /** Resolves after the mail being handed over has been settled; nothing is handed over afterwards. */
  stop(): Promise<void>;
  connection(): MailboxConnection;
}

export interface MailboxWatch {
  /**
   * Takes one mail, RFC 822 bytes as received. Resolves only when it is durable: the cursor moves past the mail
   * after that and never before, so a crash hands it over again. Called for several mails at once, in any order.
   */
  onMail(raw: Uint8Array, position: MailPosition): Promise<void>;
  /** null on the first start: then only the last days are read (see the adapter's options). */
  loadCursor(): Promise<MailCursor | null>;
  saveCursor(cursor: MailCursor): Promise<void>;
}

/** Where a mail lies (RFC 3501 §2.3.1.1). Unique in a mailbox as long as uidValidity stays the same. */
export interface MailPosition {
  uidValidity: string;
  uid: number;
  /** Bytes on the server when only the beginning was fetched because the mail is over the size cap. */
  cutFrom?: number;
}

/** Every mail up to and including `lastUid` has been handed over. */
export interface MailCursor {
  uidValidity: string;
  lastUid: number;
}

export interface MailboxConnection extends Connection {
  /** Why it is down, in the words of the server or the network; null while all is well. Holds no secret. */
  problem: string | null;
}
