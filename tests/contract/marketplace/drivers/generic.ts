import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { signStandardWebhook as sign } from '../../../../adapters/webhooks/standard-webhooks.ts';
import { openShop } from '../../../timeline/shop.ts';
import type { Forgery, MarketplaceSubject } from '../driver.ts';

const secret = `whsec_${Buffer.from('a secret of twenty-four!').toString('base64')}`;

/** A shop of one's own: pushes by signed webhook, takes answers at its own address, and has nothing to be polled. */
export const generic: MarketplaceSubject = {
  platform: 'generic',
  async open() {
    const shop = await openShop();
    let address: string | null = null;
    let count = 0;
    const pushed = new Map<string, { headers: Record<string, string>; body: string }>();

    async function push(type: string, data: object): Promise<string> {
      const id = `evt_${++count}`;
      const body = JSON.stringify({ type, data });
      pushed.set(id, { headers: signed(id, body), body });
      await deliver(id);
      return id;
    }

    function signed(id: string, body: string, timestamp = Math.floor(Date.now() / 1000), key = secret): Record<string, string> {
      return {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': sign(key, { id, timestamp, body }),
      };
    }

    /** As shops do: again and again until it is taken, wherever the address is by then. */
    async function deliver(id: string): Promise<void> {
      while (address) {
        const taken = await fetch(address, { method: 'POST', ...pushed.get(id)! }).catch(() => undefined);
        if (taken?.ok) return;
        await sleep(100);
      }
    }

    const forge = async (kind: Forgery) => {
      const { body } = [...pushed.values()].at(-1)!;
      const [id, now] = [`evt_forged_${kind}`, Math.floor(Date.now() / 1000)];
      const { 'webhook-signature': _, ...unsigned } = signed(id, body);
      switch (kind) {
        case 'unsigned':
          return { headers: unsigned, body: Buffer.from(body) };
        case 'wrong_key':
          return {
            headers: signed(id, body, now, `whsec_${Buffer.from('somebody else’s').toString('base64')}`),
            body: Buffer.from(body),
          };
        case 'tampered':
          return { headers: signed(id, body), body: Buffer.from(body.replace('text', 'Text')) };
        case 'truncated':
          return { headers: signed(id, body), body: Buffer.from(body.slice(0, -5)) };
        case 'stale':
          return { headers: signed(id, body, now - 600), body: Buffer.from(body) };
        case 'other_scheme': {
          const mac = createHmac('sha256', secret).update(body).digest('hex');
          return { headers: { ...unsigned, authorization: mac, 'webhook-signature': mac }, body: Buffer.from(body) };
        }
      }
    };

    return {
      settings: { webhook: { secret, replyUrl: shop.replyUrl } },
      site: 'de',
      arrival: 'push',
      async buyerWrites({ buyer, name, text, order }) {
        const messageId = await push('message.created', {
          message_id: `m${count + 1}`,
          conversation_id: `c ${buyer}`,
          buyer: { id: buyer, name },
          text,
          order,
        });
        return { messageId, thread: `c ${buyer}` };
      },
      sellerWrites: ({ thread, text }) => push('message.sent', { conversation_id: thread, text }),
      sent: () =>
        shop.replies.map(({ body }) => {
          const { data } = JSON.parse(body) as { data: { conversation_id: string; text: string; reply_id: string } };
          return { thread: data.conversation_id, text: data.text, messageId: data.reply_id };
        }),
      deliverTo: (url) => void (address = url),
      repush: (messageId) => deliver(messageId),
      forge,
      forgeries: { kinds: ['unsigned', 'wrong_key', 'tampered', 'truncated', 'stale', 'other_scheme'], status: 401 },
      failSend: (fault) => shop.refuse({ throttled: 429, down: 503, cut_after_effect: 503, refused: 422 }[fault]),
      stop: () => shop.stop(),
    };
  },
};
