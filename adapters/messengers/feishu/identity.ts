import { MessengerError } from '../../../src/ports/messenger.ts';
import type { FeishuApi } from './api.ts';

/** People rename themselves rarely; a day late is soon enough. */
const freshMs = 24 * 3_600_000;
/** Somebody who was just added to a group is looked for by name soon. */
const membersMs = 10 * 60_000;

/** Display names by open_id, remembered for a day. */
export interface Identity {
  /** Open_id of the bot itself, to tell its own mention from others. @throws MessengerError */
  bot(): Promise<string>;
  /** What is already known, without asking anybody: a tap must not wait for a name. */
  known(person: string): string | undefined;
  learn(person: string, name: string): void;
  /** Reads the members of a chat in the background, once a day: the cheapest way to many names (facts/messengers §2.5). */
  meet(chat: string): void;
  /** Members of a chat, read at most every ten minutes; null when the platform will not tell. @throws MessengerError when it cannot be reached */
  members(chat: string): Promise<{ id: string; name: string }[] | null>;
  /** Asks for one name; null when the platform will not tell. @throws MessengerError when it cannot be reached */
  resolve(person: string): Promise<{ name: string } | null>;
}

export function createIdentity(api: FeishuApi): Identity {
  const names = new Map<string, { name: string; until: number }>();
  const met = new Map<string, number>();
  const lists = new Map<string, { people: { id: string; name: string }[] | null; until: number }>();

  const learn = (person: string, name: string | undefined) => {
    if (name) names.set(person, { name, until: Date.now() + freshMs });
  };
  const known = (person: string) => {
    const entry = names.get(person);
    return entry && entry.until > Date.now() ? entry.name : undefined;
  };

  async function readMembers(chat: string): Promise<{ id: string; name: string }[]> {
    const people: { id: string; name: string }[] = [];
    let page_token: string | undefined;
    do {
      const params = { member_id_type: 'open_id' as const, page_size: 100, page_token };
      const page = await api.call((client) => client.im.v1.chatMembers.get({ path: { chat_id: chat }, params }));
      for (const { member_id: id, name } of page?.items ?? []) {
        if (!id || !name) continue;
        learn(id, name);
        people.push({ id, name });
      }
      page_token = page?.has_more ? page.page_token : undefined;
    } while (page_token);
    lists.set(chat, { people, until: Date.now() + membersMs });
    return people;
  }

  async function members(chat: string): Promise<{ id: string; name: string }[] | null> {
    const list = lists.get(chat);
    if (list && list.until > Date.now()) return list.people;
    try {
      return await readMembers(chat);
    } catch (error) {
      if (!(error instanceof MessengerError) || error.fault !== 'refused') throw error;
      // Without the permission; asked again when it may have been given.
      lists.set(chat, { people: null, until: Date.now() + membersMs });
      return null;
    }
  }

  return {
    learn,
    known,
    members,
    async bot() {
      // No wrapper exists, and the answer carries `bot` beside `code` instead of `data` (facts/messengers §2.1, §2.5).
      const bot = await api.call(async (client) => {
        const answer = await client.request<{ code: number; msg: string; bot?: { open_id?: string } }>({
          method: 'GET',
          url: '/open-apis/bot/v3/info',
        });
        return { ...answer, data: answer.bot };
      });
      if (!bot?.open_id)
        throw new MessengerError('refused', 'the Feishu app has no bot: enable the ability and publish a version', {
          platformCode: 'no-bot',
        });
      return bot.open_id;
    },
    meet(chat) {
      if ((met.get(chat) ?? 0) > Date.now()) return;
      met.set(chat, Date.now() + freshMs);
      // Names are decoration: without the permission they are asked for one by one, or left out.
      readMembers(chat).catch(() => undefined);
    },
    async resolve(person) {
      const name = known(person);
      if (name) return { name };
      const found = await api.call((client) =>
        client.contact.v3.user.basicBatch({ params: { user_id_type: 'open_id' }, data: { user_ids: [person] } }),
      );
      learn(person, found?.users?.find(({ user_id }) => user_id === person)?.name);
      const learned = known(person);
      return learned ? { name: learned } : null;
    },
  };
}
