import type { TeamMail } from '../../src/ports/team-mail.ts';
import { createMailSender } from './send-mail.ts';

/** Colleagues are called by it at night: a server that is slow for longer than this counts as out of reach. */
const timeouts = { connectTimeoutMs: 10_000, silenceTimeoutMs: 20_000, totalTimeoutMs: 40_000 };

/** @param options.from the sender's address @param options.url smtp(s)://user:password@host:port */
export function createTeamMail(options: { url: string; from: string; now: () => number }): TeamMail {
  const { url, from, now } = options;
  const sender = createMailSender(timeouts);
  const domain = from.slice(from.lastIndexOf('@') + 1);
  return {
    send: ({ to, subject, text, key }) =>
      sender.send(
        {
          messageId: `<${key}@${domain}>`,
          from: { name: 'Gengfu', address: from },
          to,
          subject,
          text,
          references: [],
          at: now(),
        },
        url,
      ),
    close: () => sender.close(),
  };
}
