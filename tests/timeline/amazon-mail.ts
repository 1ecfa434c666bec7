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

export interface CopiedWords extends RelayedWords {
  /** Message-ID of the mail that they came in, where the copy names it. */
  names?: string;
}

/** A mail as Amazon writes it, yet without an addressee. */
interface AmazonMail {
  from: string;
  subject: string;
  html: string;
  text?: string;
  headers: Record<string, string>;
  inReplyTo?: string;
}

const typed = (type: string): Record<string, string> => ({ 'X-Space-Notification-Type': type });

/** What a buyer wrote (facts/marketplaces §3.3). */
export const buyersMail = ({ relay, name = 'Erika M', text, order }: RelayedWords): AmazonMail => ({
  from: `"${name} - Amazon Marketplace" <${relay}>`,
  headers: typed('BBC_MESSAGE_SENT_TO_MERCHANT'),
  subject: order ? `Anfrage (Bestellung: ${order})` : 'Produktdetails',
  text: `------------- Message: -------------\n\n${text}\n\n------------- End message -------------\n`,
  html: `<html><body><p>${order ? `# ${order}:` : ''}</p><pre>${escape(text)}</pre></body></html>`,
});

/** Amazon's copy of an answer. */
export const sellersCopy = ({ relay, text, order, names }: CopiedWords): AmazonMail => ({
  from: 'Amazon.de <donotreply@amazon.de>',
  headers: typed('BBC_MESSAGE_CONFIRMATION_TO_MERCHANT'),
  subject: 'Your e-mail to Erika M',
  html: `<html><body><p>${order ? `Order ID ${order}:` : ''}</p><p>------------- Begin message -------------</p>
<p>${escape(text)}</p>
<p>------------- End message -------------</p>
<p>To: ${relay}</p></body></html>`,
  ...(names && { inReplyTo: names }),
});

/** Amazon's side of a seller's mail: it hands what people write in Seller Central and in the shop to the seller's mail server. */
export function createAmazonMail({ port, seller }: { port: number; seller: string }) {
  const transport = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true });

  async function send(mail: AmazonMail): Promise<string> {
    const messageId = `<${randomUUID()}@eu-west-1.amazonses.com>`;
    await transport.sendMail({ ...mail, messageId, to: seller });
    return messageId;
  }

  return {
    /** @returns the Message-ID */
    buyerWrites: (words: RelayedWords): Promise<string> => send(buyersMail(words)),
    sellerWrites: (words: CopiedWords): Promise<string> => send(sellersCopy(words)),
    stop: () => transport.close(),
  };
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
