import { setTimeout as sleep } from 'node:timers/promises';
import { between, oneOf, shuffled } from '../random.ts';
import { messageCreated, push } from '../../timeline/webhook.ts';
import { shopId, shopSecret } from './ground.ts';
import type { Run } from './run.ts';

export interface Writing {
  buyers: number;
  messages: number;
  /** Pushes under way at once. */
  atOnce: number;
  /** As they come, or in whatever order. */
  order: 'in turn' | 'shuffled';
  /** Of 1, how many are pushed twice or three times, together or later. */
  repeated: number;
  /** Of 1, how many ring: somebody threatens with a lawyer. */
  urgent: number;
}

const calm = ['Wo ist mein Paket?', 'Die Farbe passt nicht.', 'Wann kommt die Rechnung?', 'Danke, und die Größe?'];
export const alarming = 'Das Ding brannte! Ich gehe zum Anwalt!';

/** Lets buyers write through their shop, which pushes until it is told 200 and never forgets an id. */
export async function letBuyersWrite(run: Run, writing: Writing): Promise<void> {
  const { random, id } = run;
  const letters = Array.from({ length: writing.messages }, (_, index) => {
    const buyer = `${id}-b${index % writing.buyers}`;
    const text = `${random() < writing.urgent ? alarming : oneOf(random, calm)} ${id}-m${index}`;
    return { id: `${id}-m${index}`, buyer, text, copies: random() < writing.repeated ? between(random, 2, 3) : 1 };
  });
  const waiting = writing.order === 'shuffled' ? shuffled(random, letters) : letters;
  await Promise.all(
    Array.from({ length: writing.atOnce }, async () => {
      for (let letter = waiting.shift(); letter; letter = waiting.shift()) {
        const { copies, ...words } = letter;
        await Promise.all(Array.from({ length: copies }, (_, copy) => deliver(run, words, copy)));
      }
    }),
  );
}

async function deliver(run: Run, { id, buyer, text }: { id: string; buyer: string; text: string }, copy: number): Promise<void> {
  const { history, ground, random } = run;
  if (copy > 0) await sleep(random() * 200);
  const body = messageCreated({ message_id: id, conversation_id: `${buyer}-c`, buyer: { id: buyer, name: buyer }, text });
  history.add('pushed', id, { buyer, text });
  await ground.service.insist(async (url) => {
    const answer = await push(url, { store: shopId, secret: shopSecret, id, body });
    if (answer.status !== 200) history.add('refused', id, { status: answer.status });
    return answer.status === 200 ? answer : undefined;
  }, `the push of ${id}`);
  history.add('accepted', id, { text });
}
