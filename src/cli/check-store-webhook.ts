import type { Checks } from '../join-adapters.ts';
import type { StoreRecord } from '../stores/store-record.ts';
import type { Finding } from './finding.ts';
import { reasonOf } from './reason-of.ts';
import { say } from './say.ts';

/** Whether the address that a store's replies go to can be reached, in words that say what was tried. */
export async function checkStoreWebhook(store: StoreRecord, checks: Pick<Checks, 'webhook'>): Promise<Finding[]> {
  const { webhook, sandbox } = store.settings;
  if (!webhook) return [];
  const subject = `${store.id} webhook`;
  if (webhook.replyUrl) {
    // A user name, a password or a token in the address is nobody's to read.
    const { origin, pathname } = new URL(webhook.replyUrl);
    return [await knock(subject, `${origin}${pathname}`, () => checks.webhook(webhook.replyUrl!))];
  }
  if (sandbox)
    return [{ state: 'ok', subject, words: say('演示店铺,回复留在沙盒里', 'a demo store; its replies stay in the sandbox') }];
  return [
    {
      state: 'note',
      subject,
      words: say('只收不发:没有设置 --webhook-reply-url', 'receives only: --webhook-reply-url is not set'),
    },
  ];
}

async function knock(subject: string, shown: string, ask: () => Promise<{ status: number }>): Promise<Finding> {
  const tried = `OPTIONS ${shown}`;
  let status: number;
  try {
    ({ status } = await ask());
  } catch (error) {
    return {
      state: 'failed',
      subject,
      words: say(
        `连不上(试了 ${tried}):${reasonOf(error)}。检查地址、端口和防火墙`,
        `cannot be reached (tried ${tried}): ${reasonOf(error)}. Check address, port and firewall`,
      ),
    };
  }
  const answered = say(`试了 ${tried},没有投递内容,回答 ${status}`, `tried ${tried}, delivering nothing; it answered ${status}`);
  // 501: a server that knows POST but not OPTIONS says so.
  if (status >= 500 && status !== 501)
    return { state: 'failed', subject, words: say(`${answered}:店铺那边出错了`, `${answered}: the shop has a fault`) };
  if (status >= 300 && status < 400)
    return {
      state: 'failed',
      subject,
      words: say(
        `${answered}:转到别处。回复不会跟去,请填最终地址`,
        `${answered}: it points elsewhere. Replies do not follow; give the final address`,
      ),
    };
  if ([401, 403, 404, 410].includes(status))
    return {
      state: 'note',
      subject,
      words: say(
        `${answered}。连得上;POST 收不收,要真正回复一次才知道`,
        `${answered}. It can be reached; whether it takes a POST, only a real reply shows`,
      ),
    };
  return { state: 'ok', subject, words: say(`${answered}。连得上`, `${answered}. It can be reached`) };
}
