import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { CorpApi } from './api.ts';
import { createRecent } from '../../outbound/recent.ts';

/** People rename themselves rarely; a day late is soon enough. */
const freshMs = 24 * 3_600_000;
const kept = 5_000;

const converted = z.object({ userid_list: z.array(z.object({ open_userid: z.string(), userid: z.string() })) });
const user = z.object({ name: z.string().min(1) });
const called = z.object({ states: z.array(z.object({ userid: z.string(), code: z.number() })) });

/** Who people are. The platform tells an opaque id and no name (facts/messengers §4.7). */
export interface Identity {
  known(person: string): string | undefined;
  /** The id of somebody whose name was learnt; undefined for a name that two people have. */
  idOf: (name: string) => string | undefined;
  /** Learnt names, longest first, to find mentions in text: they arrive as `@Name` only (§4.2). */
  names(): string[];
  /** Asks for a name in the background, once a day. */
  meet(person: string): void;
  /** Null when nobody is known or may be asked. @throws MessengerError when the platform cannot be reached */
  resolve(person: string): Promise<{ name: string } | null>;
  /** Rings people; returns those that could not be reached. @throws MessengerError */
  call(people: string[]): Promise<string[]>;
}

/** @param api null without corp credentials: then nobody has a name */
export function createIdentity(api: CorpApi | null): Identity {
  const names = new Map<string, { name: string; until: number }>();
  const met = createRecent<number>(kept);

  const known = (person: string) => {
    const entry = names.get(person);
    return entry && entry.until > Date.now() ? entry.name : undefined;
  };
  const fresh = () => [...names].filter(([, { until }]) => until > Date.now());

  /** Plain userids by the ids of events, which may be encrypted; plain ones come back as invalid (§4.7). */
  async function plainIds(corp: CorpApi, people: string[]): Promise<Map<string, string>> {
    const answer = converted.safeParse(await corp.post('/batch/openuserid_to_userid', { open_userid_list: people }));
    const plain = new Map(people.map((id) => [id, id]));
    for (const { open_userid, userid } of answer.data?.userid_list ?? []) plain.set(open_userid, userid);
    return plain;
  }

  async function resolve(person: string): Promise<{ name: string } | null> {
    const name = known(person);
    if (name !== undefined) return { name };
    if (!api) return null;
    try {
      const userid = (await plainIds(api, [person])).get(person) ?? person;
      const found = user.safeParse(await api.get('/user/get', { userid }));
      if (!found.success) return null;
      if (names.size >= kept) names.clear();
      names.set(person, { name: found.data.name, until: Date.now() + freshMs });
      return { name: found.data.name };
    } catch (error) {
      // Outside the app's scope, or not of this corp: nobody will ever tell.
      if (error instanceof MessengerError && error.fault === 'refused') return null;
      throw error;
    }
  }

  return {
    known,
    idOf(name) {
      const [only, ...others] = fresh().filter(([, entry]) => entry.name === name);
      return others.length === 0 ? only?.[0] : undefined;
    },
    names: () => [...new Set(fresh().map(([, { name }]) => name))].sort((a, b) => b.length - a.length),
    meet(person) {
      if (!api || (met.get(person) ?? 0) > Date.now()) return;
      met.set(person, Date.now() + freshMs);
      // Names are decoration: without the permission they are left out.
      resolve(person).catch(() => undefined);
    },
    resolve,
    async call(people) {
      if (!api) throw new MessengerError('refused', 'phone calls need WECOM_CORP_ID and WECOM_CORP_SECRET');
      const plain = await plainIds(api, people);
      const answer = called.safeParse(await api.post('/pstncc/call', { callee_userid: [...new Set(plain.values())] }));
      // 0 = the call was started (§4.6).
      const rung = new Set((answer.data?.states ?? []).filter(({ code }) => code === 0).map(({ userid }) => userid));
      return people.filter((id) => !rung.has(plain.get(id) ?? id));
    },
  };
}
