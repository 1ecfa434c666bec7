import { setTimeout as sleep } from 'node:timers/promises';
import type { Card } from '../../cards/card.ts';
import { MessengerError } from '../ports/messenger.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Finding } from './finding.ts';
import type { Advise } from '../join-messengers.ts';
import { messengerTrouble, NoTap } from './messenger-trouble.ts';
import { say } from './say.ts';

const connectMs = 20_000;
const tapMs = 120_000;
/** The answer to the tap may still be on its way out. */
const leavingMs = 1_000;

/**
 * Posts a card into a group and waits for somebody to tap it: the whole way there and back. Only while no service runs,
 * which would lose pushes to us.
 * @param test.chat the messenger's id of the group; null while none is known: then the connection alone is tried
 */
export async function tryMessenger(
  messenger: Messenger,
  test: { subject: string; chat: string | null; advise: Advise },
): Promise<Finding[]> {
  const { subject, chat, advise } = test;
  const findings: Finding[] = [];
  const tapped = Promise.withResolvers<{ id: string; name?: string }>();
  try {
    await within(
      connectMs,
      messenger.start({
        async tap({ person }) {
          tapped.resolve(person);
          return { toast: { type: 'success', text: say('收到,更夫听见了', 'Heard you') } };
        },
        said: async () => ({ messageIds: [] }),
        joined: async () => {},
      }),
      new MessengerError('unreachable', say('20 秒内没有连上', 'not connected within 20 s')),
    );
    findings.push({ state: 'ok', subject, words: say('已连接', 'connected') });
    if (chat === null) {
      const words = say(
        '还没有群:先启动服务,把机器人拉进群并 @它 说一句',
        'no group yet: start the service, add the bot to a group and say something to it',
      );
      return [...findings, { state: 'failed', subject, words }];
    }
    await messenger.postCard({ chat, card: testCard(), key: `doctor-${Date.now()}` });
    findings.push({ state: 'ok', subject, words: say('试发的卡片已到群里', 'the test card is in the group') });
    process.stdout.write(say('请在群里点一下那张卡片的按钮 …\n', 'Tap the button of that card in the group …\n'));
    const person = await within(
      tapMs,
      tapped.promise,
      new NoTap(say('两分钟内没有收到点击', 'no tap arrived within two minutes')),
    );
    const who = person.name ?? (await messenger.resolvePerson(person.id).catch(() => null))?.name ?? person.id;
    findings.push({ state: 'ok', subject, words: say(`${who} 的点击收到了`, `the tap of ${who} arrived`) });
    await sleep(leavingMs);
  } catch (error) {
    findings.push({ state: 'failed', subject, words: messengerTrouble(error, advise) });
  } finally {
    await messenger.stop();
  }
  return findings;
}

function testCard(): Card {
  return {
    kind: 'notice',
    title: say('更夫试卡', 'Gengfu test card'),
    level: 'normal',
    ticket: 0,
    version: 1,
    fields: [],
    notice: say('有人点下面的按钮,就说明收发都通了。', 'A tap on the button below shows that both ways are open.'),
    actions: [{ action: 'details', label: say('我看到了', 'I see it'), style: 'primary', command: '' }],
  };
}

async function within<T>(ms: number, work: Promise<T>, late: Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(late), ms)));
  return Promise.race([work, limit]).finally(() => clearTimeout(timer));
}
