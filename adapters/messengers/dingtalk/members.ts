import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { Messenger } from '../../../src/ports/messenger.ts';
import { createRecent } from '../../outbound/recent.ts';
import type { DingtalkApi } from './api.ts';
import type { Conversations } from './conversations.ts';
import type { Identity } from './identity.ts';

const page = z.object({
  list: z.array(z.object({ userId: z.string(), name: z.string().nullish(), nickName: z.string().nullish() })),
  hasMore: z.boolean().nullish(),
  nextToken: z.union([z.string(), z.number()]).nullish(),
});

const pageSize = 200;
const mostPages = 5;
/** Each page is a call of the month (facts/messengers §3.7), so a list serves for a day, a refusal too. */
const freshMs = 24 * 3_600_000;
const kept = 200;

type People = { id: string; name: string }[];

/**
 * Members of groups by `memberLists/query` (§3.8), asked in the name of somebody who has spoken there. UNCONFIRMED for
 * groups that the app did not make: a refusal means that nobody tells.
 */
export function createMembers(parts: {
  api: DingtalkApi;
  conversations: Conversations;
  identity: Pick<Identity, 'learn'>;
}): Messenger['members'] {
  const { api, conversations, identity } = parts;
  const lists = createRecent<{ people: People | null; until: number }>(kept);

  async function read(chat: string, userId: string): Promise<People> {
    const people: People = [];
    let nextToken: string | number | undefined;
    for (let pages = 0; pages < mostPages; pages += 1) {
      const body = { openConversationId: chat, userId, maxResults: pageSize, ...(nextToken === undefined ? {} : { nextToken }) };
      const answer = page.safeParse(
        await api.call({ method: 'POST', path: '/v1.0/im/innerGroups/memberLists/query', body, quota: 'counted' }),
      );
      for (const { userId: id, name, nickName } of answer.data?.list ?? []) {
        const called = name || nickName;
        if (called) people.push({ id, name: called });
      }
      nextToken = answer.data?.nextToken || undefined;
      if (!answer.data?.hasMore || nextToken === undefined) break;
    }
    for (const { id, name } of people) identity.learn(id, name);
    return people;
  }

  return async (chat) => {
    const known = lists.get(chat);
    if (known && known.until > Date.now()) return known.people;
    const speaker = conversations.speakerOf(chat);
    if (speaker === undefined) return null;
    let people: People | null = null;
    try {
      people = await read(chat, speaker);
    } catch (error) {
      if (!(error instanceof MessengerError) || error.fault !== 'refused') throw error;
    }
    lists.set(chat, { people, until: Date.now() + freshMs });
    return people;
  };
}
