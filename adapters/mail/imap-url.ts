import { GengfuError } from '../../src/errors.ts';

export interface ImapAddress {
  host: string;
  port: number;
  /** TLS from the first byte (imaps). Plain imap must upgrade by STARTTLS, except on this machine. */
  secure: boolean;
  user: string;
  password: string;
  /** Mailbox name, INBOX when the address names none. */
  path: string;
}

/**
 * `imap(s)://user:password@host:port/INBOX`, parts percent-encoded.
 * @throws GengfuError invalid_input; the message never repeats the address, which holds a password
 */
export function parseImapUrl(text: string): ImapAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'imap:' && url.protocol !== 'imaps:') || url.hostname === '') {
    throw new GengfuError('invalid_input', { field: 'imapUrl' });
  }
  const secure = url.protocol === 'imaps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 993 : 143) : Number(url.port),
    secure,
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    path: decodeURIComponent(url.pathname.slice(1)) || 'INBOX',
  };
}
