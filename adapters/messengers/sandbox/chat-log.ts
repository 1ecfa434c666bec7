import type { Card } from '../../../cards/card.ts';
import type { SandboxMessage } from '../../../src/web/sandbox-chat.ts';
import type { Clock } from '../../../src/clock.ts';
import type { Database, RowWrite } from '../../../src/store/database.ts';
import { createGroupCommit } from '../../../src/store/group-commit.ts';
import { insertRows, updateRows } from '../../../src/store/rows.ts';
import type { Row } from '../../../src/store/rows.ts';
import { lastSeq, readMessages, readStanding } from './read-messages.ts';

export interface ChatLog {
  /** Posting the same id again changes nothing and returns it. */
  post(message: { id: string; chat: string; person?: string; text: string; card?: Card }): Promise<SandboxMessage>;
  /** @returns null when there is no such card */
  redraw(id: string, card: Card): Promise<SandboxMessage | null>;
  get(id: string): Promise<SandboxMessage | null>;
  /** Messages posted or changed since `after`, in the order of that. */
  since(options: { chat?: string; after: number; most: number }): Promise<SandboxMessage[]>;
  onChange(listener: (message: SandboxMessage) => void): () => void;
}

type Change = { kind: 'post'; message: SandboxMessage } | { kind: 'redraw'; id: string; card: Card };

/** The sandbox chat in the database; changes that come together share a commit. */
export function openChatLog(options: { db: Database; clock: Clock }): ChatLog {
  const { db, clock } = options;
  const write = <T>(change: (tx: RowWrite) => Promise<T>): Promise<T> => db.writeRows(change);
  const listeners = new Set<(message: SandboxMessage) => void>();

  const commit = createGroupCommit({ write, apply });

  async function apply(tx: RowWrite, changes: Change[]): Promise<(SandboxMessage | null)[]> {
    const ids = changes.map((change) => (change.kind === 'post' ? change.message.id : change.id));
    const current = await readStanding(tx, ids);
    let seq = await lastSeq(tx);
    const added = new Map<string, SandboxMessage>();
    const redrawn = new Map<string, SandboxMessage>();
    const results = changes.map((change) => {
      if (change.kind === 'post') {
        const standing = current.get(change.message.id);
        // The same id brings the same words: what stands differs in its place only.
        if (standing) return { ...change.message, ...standing };
        const message = { ...change.message, seq: ++seq, place: seq };
        current.set(message.id, message);
        added.set(message.id, message);
        return message;
      }
      const standing = current.get(change.id);
      if (!standing) return null;
      // The answer to a tap and the card job race; the newer picture stays.
      const drawn = { ...standing, card: change.card, text: change.card.title };
      if (standing.version > change.card.version) return drawn;
      const message = { ...drawn, seq: ++seq, version: change.card.version };
      current.set(message.id, message);
      (added.has(message.id) ? added : redrawn).set(message.id, message);
      return message;
    });
    await insertRows(tx, 'SandboxMessage', [...added.values()].map(toRow));
    await updateRows(tx, 'SandboxMessage', [...redrawn.values()].map(toRow));
    db.afterCommit(tx, () => {
      for (const message of [...added.values(), ...redrawn.values()]) for (const listener of listeners) listener(message);
    });
    return results;
  }

  function toRow(message: SandboxMessage): Row & { id: string } {
    const { text, card, at, ...row } = message;
    return {
      ...row,
      at: Date.parse(at),
      textSealed: card ? '' : db.seal.seal(text),
      cardSealed: card ? db.seal.seal(JSON.stringify(card)) : null,
    };
  }

  const read = (where: object, most?: number): Promise<SandboxMessage[]> =>
    readMessages(db, { where, orderBy: { seq: 'asc' }, take: most });

  return {
    post: async ({ id, chat, person, text, card }) => {
      const message: SandboxMessage = {
        seq: 0,
        place: 0,
        id,
        chat,
        kind: card ? 'card' : 'text',
        person: person ?? null,
        text,
        card: card ?? null,
        version: card?.version ?? 1,
        ticket: card?.ticket ?? null,
        at: new Date(clock.now()).toISOString(),
      };
      return (await commit({ kind: 'post', message }))!;
    },
    redraw: (id, card) => commit({ kind: 'redraw', id, card }),
    get: async (id) => (await read({ id }))[0] ?? null,
    since: ({ chat, after, most }) => read({ seq: { gt: after }, ...(chat ? { chat } : {}) }, most),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
