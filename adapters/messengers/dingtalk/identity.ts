import { z } from 'zod';
import { MessengerError } from '../../../src/ports/messenger.ts';
import type { DingtalkApi } from './api.ts';
import { createRecent } from '../../outbound/recent.ts';

const found = z.object({ result: z.object({ name: z.string().min(1) }) });

/** People rename themselves rarely; a day late is soon enough. */
const freshMs = 24 * 3_600_000;
/** Somebody whose name is refused now will not be told a minute later. */
const refusedForMs = 10 * 60_000;
const most = 10_000;

/** Display names by userId. Messages bring them, taps do not (facts/messengers §3.8). */
export interface Identity {
  /** What is already known, without asking anybody: a tap must not wait for a name. */
  known(person: string): string | undefined;
  learn(person: string, name: string): void;
  /** Asks for one name; null when the platform will not tell. @throws MessengerError when it cannot be reached */
  resolve(person: string): Promise<{ name: string } | null>;
}

export function createIdentity(api: DingtalkApi): Identity {
  const names = createRecent<{ name: string | null; until: number }>(most);
  const asking = new Map<string, Promise<{ name: string } | null>>();

  const fresh = (person: string) => {
    const entry = names.get(person);
    return entry && entry.until > Date.now() ? entry : undefined;
  };
  const learn = (person: string, name: string | null) =>
    names.set(person, { name, until: Date.now() + (name === null ? refusedForMs : freshMs) });

  async function ask(person: string): Promise<{ name: string } | null> {
    try {
      // Contact APIs are not counted by the month (§3.7). The path is from memory in §3.8: a refusal means no name, not no service.
      const body = { userid: person };
      const answer = found.safeParse(await api.old({ method: 'POST', path: '/topapi/v2/user/get', body, quota: 'free' }));
      learn(person, answer.data?.result.name ?? null);
      return answer.success ? { name: answer.data.result.name } : null;
    } catch (error) {
      if (!(error instanceof MessengerError) || error.fault !== 'refused') throw error;
      learn(person, null);
      return null;
    }
  }

  return {
    known: (person) => fresh(person)?.name ?? undefined,
    learn,
    async resolve(person) {
      const entry = fresh(person);
      if (entry) return entry.name === null ? null : { name: entry.name };
      const answer = asking.get(person) ?? ask(person).finally(() => asking.delete(person));
      asking.set(person, answer);
      return answer;
    },
  };
}
