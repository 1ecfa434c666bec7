import { mustEncrypt } from './smtp-transport.ts';

/** Greets the server and logs in; sends nothing. @throws Error in the words of the server or the network; never with the password */
export async function checkSmtp(url: string, timeLimitMs: number): Promise<void> {
  const { createTransport } = await import('nodemailer');
  const transport = createTransport({
    url,
    requireTLS: mustEncrypt(url),
    dnsTimeout: timeLimitMs,
    connectionTimeout: timeLimitMs,
    greetingTimeout: timeLimitMs,
    socketTimeout: timeLimitMs,
  });
  try {
    await transport.verify();
  } finally {
    transport.close();
  }
}
