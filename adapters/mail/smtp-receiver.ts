import type { SMTPServer, SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { mailLimits } from './limits.ts';
import { matchRecipient } from './match-recipient.ts';

export interface SmtpReceiverOptions {
  port: number;
  /** Default: all interfaces. */
  host?: string;
  /** Addresses served right now; asked for every recipient, so that a new store needs no restart. */
  addresses(): Iterable<string>;
  /**
   * Takes one mail for one configured address (as listed, not as written by the client). Resolves when durable; a
   * rejection makes the client keep the mail and try again.
   */
  onMail(raw: Uint8Array, address: string): Promise<void>;
  /** Bytes. Default 25 MB. */
  maxBytes?: number;
  /** Simultaneous connections, each of which may hold one mail in memory. Default 20. */
  maxClients?: number;
  /** PEM. With both, STARTTLS is offered. */
  tls?: { key: string; cert: string };
}

export interface SmtpReceiver {
  /** Resolves when listening. The port is the real one, also when 0 was asked for. */
  start(): Promise<{ port: number }>;
  /** Takes no new mail and resolves when the mail under way is settled. */
  stop(): Promise<void>;
}

/**
 * Takes mail for the stores' addresses and for nobody else: it has no way to send, so it can never be an open relay.
 * It checks no signatures and believes every header: settings.mail.authServId belongs to a store only when a host that
 * checks DKIM and strips forged verdicts stands in front of this port.
 */
export function createSmtpReceiver(options: SmtpReceiverOptions): SmtpReceiver {
  const size = options.maxBytes ?? mailLimits.message;
  let server: SMTPServer | undefined;

  return {
    async start() {
      const { SMTPServer } = await import('smtp-server');
      server = new SMTPServer({
        size,
        maxClients: options.maxClients ?? 20,
        maxRecipients: 100,
        authOptional: true,
        disabledCommands: options.tls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
        disableReverseLookup: true,
        closeTimeout: 5_000,
        banner: 'mail for stores only',
        ...options.tls,
        onRcptTo({ address }, _session, done) {
          const known = matchRecipient(address, options.addresses()) !== null;
          done(known ? null : smtpError(550, '5.7.1 no such store here, relaying denied'));
        },
        onData(stream, session, done) {
          receive(stream, session).then(
            () => done(null, '2.0.0 stored'),
            (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
          );
        },
      });
      // A client that vanishes is its own problem; without a listener it would end the process.
      server.on('error', () => undefined);
      return { port: await listen(server, options) };
    },
    async stop() {
      const closing = server;
      if (closing) await new Promise<void>((resolve) => closing.close(() => resolve()));
    },
  };

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const raw = await readCapped(stream, size);
    if (!raw) throw smtpError(552, '5.3.4 message exceeds the size limit');
    const recipients = new Set(session.envelope.rcptTo.map(({ address }) => matchRecipient(address, options.addresses())));
    try {
      await Promise.all(
        [...recipients].map(async (address) => {
          // Served a moment ago, not any more: "stored" would be a lie.
          if (address === null) throw new Error('address was withdrawn');
          await options.onMail(raw, address);
        }),
      );
    } catch (cause) {
      throw smtpError(451, '4.3.0 could not be stored, try again', cause);
    }
  }
}

/** The port that was bound. Rejects when it is taken. */
function listen(server: SMTPServer, { port, host }: SmtpReceiverOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(port, host, () => {
      const bound = server.server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });
}

/** The whole message, or null when it is over the cap; then the rest is read and dropped, as the protocol wants. */
async function readCapped(stream: SMTPServerDataStream, cap: number): Promise<Uint8Array | null> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= cap) chunks.push(chunk);
    else chunks = [];
  }
  return length > cap ? null : Buffer.concat(chunks);
}

function smtpError(responseCode: number, message: string, cause?: unknown): Error {
  return Object.assign(new Error(message, { cause }), { responseCode });
}
