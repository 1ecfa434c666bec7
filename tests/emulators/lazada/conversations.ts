import { pushMessage } from './push-bodies.ts';
import { textOf } from './messages.ts';
import { newMessageId } from './world.ts';
import type { Message, Seller, Session, World } from './world.ts';

/** `100094063_2_1011822749_1_103`: both accounts, each with its type (facts/marketplaces §6, samples). */
export function openSession(world: World, seller: Seller, buyer: { id: string; name: string }): Session {
  const id = `${seller.userId}_2_${buyer.id}_1_103`;
  const known = world.sessions.get(id);
  if (known) return known;
  const session: Session = { id, seller, buyer, messages: [], selfPosition: 0, toPosition: 0 };
  world.sessions.set(id, session);
  return session;
}

export function sessionOf(world: World, id: string): Session {
  const session = world.sessions.get(id);
  if (!session) throw new Error(`no session ${id}`);
  return session;
}

export interface Written {
  from: Message['from'];
  by: Message['by'];
  templateId: number;
  content: Record<string, unknown>;
  at: number;
}

/** Stores a message and pushes it. What the security check stops is stored with `process_msg` and seen by the seller only. */
export function write(world: World, session: Session, written: Written): Message {
  world.tick += 1;
  const message: Message = {
    id: newMessageId(),
    tick: world.tick,
    processMsg: written.from === 'seller' ? processMsg(world, textOf(written)) : '',
    recalled: false,
    ...written,
  };
  session.messages.push(message);
  if (written.by !== 'api' || world.options.ownMessages === 'pushed') pushMessage(world, session, message);
  return message;
}

function processMsg(world: World, text: string): string {
  for (const [word, reason] of world.forbidden) if (text.includes(word)) return reason;
  return '';
}

const dayMs = 24 * 3_600_000;
const unansweredPerDay = 5;

/** ≤5 seller messages a day until the buyer answers (facts/marketplaces §6). Automatic answers and hidden messages do not count. */
export function mayWrite(world: World, session: Session): boolean {
  const answered = session.messages.findLastIndex(({ from }) => from === 'buyer');
  const since = session.messages.slice(answered + 1).filter(({ from, by, at, processMsg: hidden }) => {
    return from === 'seller' && by !== 'automatic' && hidden === '' && at > world.now() - dayMs;
  });
  return since.length < unansweredPerDay;
}
