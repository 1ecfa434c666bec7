import { randomUUID } from 'node:crypto';
import type { Inbox } from '../inbox/inbox.ts';
import { demoMessages } from './demo-sentences.ts';

const firstAfterMs = 3_000;
/** Buyers write now and then: one to three minutes apart. */
const pauseMs = (): number => 60_000 + Math.random() * 120_000;

/** Lets the demo's buyers write, in turn, until stopped. @param written messages that were written before this start */
export function startDemoBuyers(inbox: Inbox, written: number): () => void {
  let next = written;
  let timer: NodeJS.Timeout;

  function write(): void {
    const { store, buyer, text, order, product } = demoMessages[next++ % demoMessages.length]!;
    const body = Buffer.from(JSON.stringify({ buyer, text, order: order ?? undefined, product }));
    void inbox.store({ storeId: store, source: 'sandbox', externalId: `demo-${randomUUID()}`, body });
    timer = setTimeout(write, pauseMs()).unref();
  }

  timer = setTimeout(write, written === 0 ? firstAfterMs : pauseMs()).unref();
  return () => clearTimeout(timer);
}
