import { type Socket } from 'node:net';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';

/** What the relay does with the next mails. `hang` never answers, `drop` cuts the connection. */
export type RelayBehaviour =
  | 'accept'
  | 'busy'
  | 'hang_before_data'
  | 'drop_before_data'
  | 'busy_after_data'
  | 'refuse_after_data'
  | 'hang_after_data'
  | 'drop_after_data';

export interface RelayedMail {
  /** Envelope sender. */
  from: string;
  to: string;
  raw: Buffer;
  /** false: 250 was said, but the sender is not approved and the buyer never sees it. */
  visible: boolean;
}

export interface AmazonRelay {
  smtpUrl: string;
  readonly mails: readonly RelayedMail[];
  /** Connections made so far. */
  readonly connections: number;
  behave(behaviour: RelayBehaviour): void;
  stop(): Promise<void>;
}

export interface AmazonRelayOptions {
  /** Seller Central → Messaging permissions: the addresses that may write to buyers. */
  approvedSenders: string[];
  /** Mail of others is either refused with 550 or taken and never shown; both were seen (facts: Amazon 3.4). Default refuse. */
  unapproved?: 'refuse' | 'swallow';
  /** Called with each mail that the relay took, before it answers, e.g. to file a copy. */
  onKept?: (mail: RelayedMail) => Promise<unknown>;
}

/** Plays the inbound side of Amazon's relay, from facts Amazon 3.3 and 3.4. */
export async function startAmazonRelay(options: AmazonRelayOptions): Promise<AmazonRelay> {
  const mails: RelayedMail[] = [];
  const sockets = new Map<number, Socket>();
  let connections = 0;
  let behaviour: RelayBehaviour = 'accept';

  const server = new SMTPServer({
    name: 'inbound-smtp.emulator.example',
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onMailFrom({ address }, _session, done) {
      if (options.unapproved !== 'swallow' && !isApproved(address)) return done(refusal(550, 'sender is not an approved sender'));
      done();
    },
    onRcptTo({ address }, session, done) {
      switch (behaviour) {
        case 'hang_before_data':
          return;
        case 'drop_before_data':
          return drop(session);
        case 'busy':
          return done(refusal(451, 'try again later'));
        default:
          return done(/^[^@\s]+@marketplace\.amazon\.[a-z.]+$/i.test(address) ? null : refusal(550, 'no such address'));
      }
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const from = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
        const keep = async (): Promise<void> => {
          const to = session.envelope.rcptTo[0]?.address ?? '';
          const mail = { from, to, raw: Buffer.concat(chunks), visible: isApproved(from) };
          mails.push(mail);
          await options.onKept?.(mail);
        };
        switch (behaviour) {
          case 'busy_after_data':
            return done(refusal(451, 'try again later'));
          case 'refuse_after_data':
            return done(refusal(554, 'message contains prohibited content'));
          case 'hang_after_data':
            void keep();
            return;
          case 'drop_after_data':
            return void keep().then(() => drop(session));
          default:
            return void keep().then(() => done(null, 'Ok 0102019b7f3c-000000'), done);
        }
      });
    },
  });
  // Cut connections are part of the play.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    connections += 1;
    if (socket.remotePort !== undefined) sockets.set(socket.remotePort, socket);
  });

  function isApproved(address: string): boolean {
    return options.approvedSenders.some((approved) => approved.toLowerCase() === address.toLowerCase());
  }

  function drop(session: SMTPServerSession): void {
    sockets.get(session.remotePort)?.destroy();
  }

  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : 0);
    });
  });
  return {
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mails,
    get connections() {
      return connections;
    },
    behave(next) {
      behaviour = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

/** The bounce that Amazon's mail system sends for a mail it had taken (RFC 3464 in RFC 6522). */
export function bounceOf(mail: RelayedMail, diagnostic: string): string {
  const messageId = /^Message-ID:\s*(<[^>]+>)/im.exec(mail.raw.toString('latin1'))?.[1] ?? '';
  return [
    'Return-Path: <>',
    'From: MAILER-DAEMON@eu-west-1.amazonses.com',
    `To: ${mail.from}`,
    'Subject: Delivery Status Notification (Failure)',
    `Message-ID: <bounce-${messageId.replace(/[<>@]/g, '.')}@eu-west-1.amazonses.com>`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status; boundary="report"',
    '',
    '--report',
    'Content-Type: text/plain',
    '',
    'An error occurred while trying to deliver the mail.',
    '--report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; inbound-smtp.emulator.example',
    `Original-Message-ID: ${messageId}`,
    '',
    `Final-Recipient: rfc822; ${mail.to}`,
    'Action: failed',
    'Status: 5.7.1',
    `Diagnostic-Code: smtp; ${diagnostic}`,
    '--report--',
    '',
  ].join('\r\n');
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
