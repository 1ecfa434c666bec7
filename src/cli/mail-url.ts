import { CliError } from './cli-error.ts';
import { say } from './say.ts';

export interface MailUrl {
  user: string;
  hasPassword: boolean;
  with(password: string): string;
}

/**
 * Reads `imaps://user@host:port/INBOX` or `smtps://user@host:port` as people write it: a user name may hold an `@`.
 * @throws CliError
 */
export function readMailUrl(option: string, protocol: 'imap' | 'smtp', text: string): MailUrl {
  const parts = /^([a-z]+):\/\/(?:(.*)@)?([^@/\s]+)(\/[^\s]*)?$/i.exec(text.trim());
  const scheme = parts?.[1]?.toLowerCase();
  if (!parts || (scheme !== protocol && scheme !== `${protocol}s`)) {
    const example = protocol === 'imap' ? 'imaps://shop@imap.example.com/INBOX' : 'smtps://shop@smtp.example.com';
    throw new CliError(say(`${option} 应该像 ${example}`, `${option} should look like ${example}`));
  }
  const [, , credentials = '', host, path = ''] = parts;
  const colon = credentials.indexOf(':');
  const user = decode(colon < 0 ? credentials : credentials.slice(0, colon));
  const password = colon < 0 ? null : decode(credentials.slice(colon + 1));
  const url = (secret: string | null): string =>
    `${scheme}://${user ? `${encodeURIComponent(user)}${secret === null ? '' : `:${encodeURIComponent(secret)}`}@` : ''}${host}${path}`;
  if (!URL.canParse(url(password))) throw new CliError(say(`${option} 的主机或端口不对`, `${option}: host or port is not valid`));
  return { user, hasPassword: password !== null, with: (secret) => url(password ?? secret) };
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
