import { SMTPServer } from 'smtp-server';

export interface MailSink {
  smtpUrl: string;
  readonly mails: readonly { from: string; to: string; raw: Buffer }[];
  stop(): Promise<void>;
}

/**
 * An ordinary mail server on loopback: takes what the registered sender writes, to anybody, and keeps it.
 * @param onKept called with each mail before it is acknowledged, e.g. to file a copy
 */
export async function startMailSink({
  sender,
  onKept,
}: {
  sender: string;
  onKept?: (raw: Buffer) => Promise<unknown>;
}): Promise<MailSink> {
  const mails: { from: string; to: string; raw: Buffer }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onMailFrom({ address }, _session, done) {
      done(address === sender ? null : Object.assign(new Error('sender is not registered'), { responseCode: 550 }));
    },
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks);
        mails.push({ from: sender, to: envelope.rcptTo[0]?.address ?? '', raw });
        Promise.resolve(onKept?.(raw)).then(() => done(null, 'kept'), done);
      });
    },
  });
  // A client that hangs up is its own affair.
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const bound = server.server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : 0);
    });
  });
  return { smtpUrl: `smtp://127.0.0.1:${port}`, mails, stop: () => new Promise((resolve) => server.close(() => resolve())) };
}
