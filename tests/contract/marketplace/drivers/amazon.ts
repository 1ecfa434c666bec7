import { startAmazonApi } from '../../../emulators/amazon-api.ts';
import { startAmazonRelay } from '../../../emulators/amazon-relay.ts';
import type { RelayedMail } from '../../../emulators/amazon-relay.ts';
import { createAmazonMail, freePort } from '../../../timeline/amazon-mail.ts';
import { apiSettings } from '../../../timeline/amazon-store.ts';
import type { MarketplaceSubject, SeenReply } from '../driver.ts';

const seller = 'support@seller.example';

/** Amazon: conversations by mail, in at the built-in receiver and out to the relay; orders and the rest by its API. */
export const amazon: MarketplaceSubject = {
  platform: 'amazon',
  async open() {
    const [port, relay, api] = await Promise.all([
      freePort(),
      startAmazonRelay({ approvedSenders: [seller] }),
      startAmazonApi({ searchLagMs: 0, queue: { longPollFactor: 0.01 } }),
    ]);
    const mail = createAmazonMail({ port, seller });
    const aliasOf = (buyer: string): string => `buyer-${buyer.replaceAll(/[^a-z0-9]/g, '-')}`;
    const addressOf = (buyer: string): string => `${aliasOf(buyer)}@marketplace.amazon.de`;

    return {
      settings: {
        mail: { smtpUrl: relay.smtpUrl, from: `Acme <${seller}>`, addresses: [seller] },
        api: apiSettings(api),
      },
      env: { GENGFU_SMTP_PORT: String(port) },
      site: 'de',
      arrival: 'mail',
      async buyerWrites({ buyer, name, text, order }) {
        const thread = addressOf(buyer);
        return { messageId: await mail.buyerWrites({ relay: thread, name, text, order }), thread };
      },
      sellerWrites: ({ thread, text }) => mail.sellerWrites({ relay: thread, text }),
      sent: () => relay.mails.filter(({ visible }) => visible).map(read),
      placeOrder: ({ id, buyer = 'b1' }) => api.placeOrder({ id, buyer: aliasOf(buyer) }),
      shipOrder: (id) => api.changeOrder(id, { status: 'SHIPPED', tracking: '00340434000000000000' }),
      expireAccessTokens: () => api.expireAccessTokens(),
      revokeAuthorisation: () => api.revokeAuthorisation(),
      tokensIssued: () => api.tokensIssued().filter(({ grant }) => grant === 'seller').length,
      async stop() {
        mail.stop();
        await Promise.all([relay.stop(), api.stop()]);
      },
    };
  },
};

/** What the buyer sees of a mail: its only part, in whatever encoding that came. */
function read({ to, raw }: RelayedMail): SeenReply {
  const mail = raw.toString('latin1');
  const head = mail.slice(0, mail.indexOf('\r\n\r\n'));
  const body = mail.slice(head.length + 4);
  const header = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return { thread: to, text: decode(body, header('content-transfer-encoding')).trim(), messageId: header('message-id') };
}

function decode(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1').toString('utf8');
  const bytes = body
    .replaceAll(/=\r\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
