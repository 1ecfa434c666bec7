import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createTransport } from 'nodemailer';

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export interface RelayedWords {
  /** The buyer's address at Amazon's relay. */
  relay: string;
  name?: string;
  text: string;
  order?: string;
}

/** Amazon's side of a seller's mail: it hands what people write in Seller Central and in the shop to the seller's mail server. */
export function createAmazonMail({ port, seller }: { port: number; seller: string }) {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });

  async function send(mail: { from: string; type: string; subject: string; html: string; text?: string }): Promise<string> {
    const messageId = `<${randomUUID()}@eu-west-1.amazonses.com>`;
    const { type, ...rest } = mail;
    await transport.sendMail({ ...rest, messageId, to: seller, headers: { 'X-Space-Notification-Type': type } });
    return messageId;
  }

  return {
    /** A buyer writes (facts/marketplaces §3.3). @returns the Message-ID */
    buyerWrites: ({ relay, name = 'Erika M', text, order }: RelayedWords): Promise<string> =>
      send({
        from: `"${name} - Amazon Marketplace" <${relay}>`,
        type: 'BBC_MESSAGE_SENT_TO_MERCHANT',
        subject: order ? `Anfrage (Bestellung: ${order})` : 'Produktdetails',
        text: `------------- Message: -------------\n\n${text}\n\n------------- End message -------------\n`,
        html: `<html><body><p>${order ? `# ${order}:` : ''}</p><pre>${escape(text)}</pre></body></html>`,
      }),
    /** Amazon's copy of an answer that somebody wrote in Seller Central. */
    sellerWrites: ({ relay, text, order }: RelayedWords): Promise<string> =>
      send({
        from: 'Amazon.de <donotreply@amazon.de>',
        type: 'BBC_MESSAGE_CONFIRMATION_TO_MERCHANT',
        subject: 'Your e-mail to Erika M',
        html: `<html><body><p>${order ? `Order ID ${order}:` : ''}</p><p>------------- Begin message -------------</p>
<p>${escape(text)}</p>
<p>------------- End message -------------</p>
<p>To: ${relay}</p></body></html>`,
      }),
    stop: () => transport.close(),
  };
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
