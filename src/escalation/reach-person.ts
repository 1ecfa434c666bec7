import type { Desk } from '../desk.ts';
import { MessengerError } from '../ports/messenger.ts';
import type { Messenger } from '../ports/messenger.ts';
import type { Means } from './means.ts';

/** Something to tell one person, and where the ticket it is about stands. */
export interface Call {
  /** Up to 40 characters; the same for the same call, however often it is tried. */
  key: string;
  personId: string;
  text: string;
  /** For a mail. */
  subject: string;
  /** Cards of the ticket; empty for what is about none. */
  cards: readonly { chatId: string; messageId: string | null }[];
  /** Chats to mention the person in, where no card stands. */
  chats: readonly { id: string }[];
}

export interface Attempt {
  means: Means;
  /** Which messenger; absent for mail and our own SMS. */
  messenger?: string;
  /** Why it did not work: `absent` = there is no such way to this person. Never anybody's words. */
  problem: string;
}

interface Account {
  messenger: Messenger;
  id: string;
}

/**
 * Tries means after means, each over every account of the person, until the messenger's own answer says that it worked.
 * @returns what reached the person (null: nothing did) and what was tried before
 */
export async function reachPerson(
  desk: Desk,
  call: Call,
  ladder: readonly Means[],
): Promise<{ means: Means | null; tried: Attempt[] }> {
  const tried: Attempt[] = [];
  const accounts = await accountsOf(desk, call.personId);
  /** Direct messages that stand already: what a louder means rings about. */
  const direct = new Map<Account, string>();
  for (const means of ladder) {
    const before = tried.length;
    if (await byMeans(means)) return { means, tried };
    if (tried.length === before) tried.push({ means, problem: 'absent' });
  }
  return { means: null, tried };

  async function byMeans(means: Means): Promise<boolean> {
    switch (means) {
      case 'phone':
      case 'app':
        return ring(means);
      case 'sms':
        return (await ownSms()) || ring(means);
      case 'dm':
        for (const account of accounts) if (await attempt('dm', account, () => messageTo(account))) return true;
        return false;
      case 'mention':
        for (const account of accounts) if (await mention(account)) return true;
        return false;
      case 'mail':
        return mail();
    }
  }

  async function ring(means: 'phone' | 'sms' | 'app'): Promise<boolean> {
    for (const account of accounts) {
      if (!account.messenger.can.urgent.includes(means)) continue;
      const rung = await attempt(means, account, async () => {
        const messageId = await messageTo(account).catch((error: unknown) => {
          if (isElsewhere(error)) throw error;
          return cardIn(desk, call, account.messenger.name);
        });
        const { unreachable } = await account.messenger.urgent({
          messageId,
          people: [account.id],
          means,
          text: call.text,
          key: `${call.key}-${means}`,
        });
        if (unreachable.length > 0) throw new MessengerError('refused', 'the person cannot be rung');
      });
      if (rung) return true;
    }
    return false;
  }

  async function messageTo(account: Account): Promise<string> {
    const known = direct.get(account);
    if (known !== undefined) return known;
    const { messageId } = await account.messenger.direct({ person: account.id, text: call.text, key: `${call.key}-d` });
    direct.set(account, messageId);
    return messageId;
  }

  async function mention(account: Account): Promise<boolean> {
    const here = (chatId: string): boolean => desk.chats.get(chatId)?.messenger === account.messenger.name;
    const cards = call.cards.filter(({ chatId }) => here(chatId));
    const places: { chatId: string; messageId: string | null }[] =
      cards.length > 0 ? cards : call.chats.flatMap(({ id }) => (here(id) ? [{ chatId: id, messageId: null }] : []));
    for (const { chatId, messageId } of places) {
      const said = await attempt('mention', account, () =>
        account.messenger.say({
          chat: desk.chats.get(chatId)!.externalId,
          text: call.text,
          key: `${call.key}-m`,
          ...(messageId ? { replyTo: messageId, inThread: true as const } : {}),
          mention: [account.id],
        }),
      );
      if (said) return true;
    }
    return false;
  }

  async function mail(): Promise<boolean> {
    const to = await sealedOf(desk, call.personId, 'mailSealed');
    const { teamMail } = desk;
    if (!to || !teamMail) return false;
    return attempt('mail', undefined, () => teamMail.send({ to, subject: call.subject, text: call.text, key: call.key }));
  }

  async function ownSms(): Promise<boolean> {
    const to = await sealedOf(desk, call.personId, 'phoneSealed');
    const { sms } = desk;
    if (!to || !sms) return false;
    return attempt('sms', undefined, () => sms.send({ to, text: call.subject, key: call.key }));
  }

  async function attempt(means: Means, account: Account | undefined, act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      if (isElsewhere(error)) throw error;
      tried.push({ means, messenger: account?.messenger.name, problem: problemOf(error) });
      return false;
    }
  }
}

/** Not in vain: it has only come to the wrong process. */
const isElsewhere = (error: unknown): boolean => error instanceof MessengerError && error.fault === 'elsewhere';

/** A fault's name, for the record: platforms' own words may quote people. */
const problemOf = (error: unknown): string =>
  error instanceof MessengerError ? error.fault : error instanceof Error ? error.name : 'Error';

async function accountsOf(desk: Desk, personId: string): Promise<Account[]> {
  const rows = await desk.db.read.account.findMany({ where: { personId }, orderBy: { messenger: 'asc' } });
  return rows.flatMap(({ messenger: name, externalId }) => {
    const messenger = desk.messengers.get(name);
    return messenger ? [{ messenger, id: externalId }] : [];
  });
}

function cardIn(desk: Desk, call: Call, messenger: string): string {
  return (
    call.cards.find(({ chatId, messageId }) => messageId && desk.chats.get(chatId)?.messenger === messenger)?.messageId ?? ''
  );
}

async function sealedOf(desk: Desk, personId: string, column: 'mailSealed' | 'phoneSealed'): Promise<string | null> {
  const person = await desk.db.read.person.findUnique({ where: { id: personId } });
  const sealed = person?.[column];
  return sealed ? desk.db.seal.open(sealed) : null;
}
