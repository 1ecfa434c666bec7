/** A mail as plain data. Every text is capped (see limits.ts); nothing in it has been fetched, run or rendered. */
export interface ParsedMail {
  from: MailAddress | null;
  /** Addresses of further From fields or mailboxes: a sign of forgery (RFC 5322 §3.6 allows the field once). */
  otherFrom: string[];
  replyTo: MailAddress | null;
  to: MailAddress[];
  subject: string;
  /** Instant of the Date header as milliseconds, null when absent or not a date. */
  date: number | null;
  /** With angle brackets, like every message id here. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  /** The text/plain body; empty when there is none. */
  text: string;
  html: string;
  /** Lower-case name → values in order of appearance. */
  headers: ReadonlyMap<string, readonly string[]>;
  attachments: MailAttachment[];
  /** Parts of a multipart/report (RFC 6522) and attached mails, as text: what a bounce is recognised by. */
  reports: { type: string; text: string }[];
  dkim: DkimVerdict;
  /** Why the mail could only be read in part; null when it was read in full. */
  damage: string | null;
}

export interface MailAddress {
  name: string;
  /** As written: the part before the @ may be case-sensitive where it is answered to. */
  address: string;
}

export interface MailAttachment {
  name: string;
  type: string;
  /** Bytes after decoding. */
  size: number;
}

/** What our own receiving host says about the signatures (RFC 8601). `unknown`: no host is trusted by the settings. */
export interface DkimVerdict {
  result: 'pass' | 'fail' | 'none' | 'unknown';
  /** Signing domains (header.d) that passed, lower case. */
  passed: string[];
}
