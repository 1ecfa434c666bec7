import type { Agent } from 'undici';
import { FetchError } from '../../src/ports/remote-files.ts';
import type { RemoteFile, RemoteFiles } from '../../src/ports/remote-files.ts';
import { checkUrl, isPublic, isTrusted } from './check-address.ts';
import { checkedLookup, systemResolve } from './checked-lookup.ts';
import type { Resolve } from './checked-lookup.ts';
import { readCapped, withoutAddress } from './read-capped.ts';

const mostRedirects = 3;
const redirects = new Set([301, 302, 303, 307, 308]);
const gone = new Set([401, 403, 404, 410]);

const anyAddress = (): boolean => true;

export interface SafeFetchOptions {
  /** `host` or `host:port` that may be plain http, on any port, in the own network. Default none. */
  trustedHosts?: readonly string[];
  /** For one file, redirects included. Default 30 s. */
  timeLimitMs?: number;
  resolve?: Resolve;
}

/** undici is loaded with the first file. */
export function createSafeFetch(options: SafeFetchOptions = {}): RemoteFiles {
  const { timeLimitMs = 30_000, resolve = systemResolve } = options;
  const trusted = new Set((options.trustedHosts ?? []).map((host) => host.toLowerCase()));
  const agents = new Map<(address: string) => boolean, Promise<Agent>>();

  /** Each has connections of its own: what was dialled for a trusted host serves no other. */
  function agentFor(url: URL): Promise<Agent> {
    const accepts = isTrusted(url, trusted) ? anyAddress : isPublic;
    const agent = agents.get(accepts) ?? openAgent(accepts);
    agents.set(accepts, agent);
    return agent;
  }

  async function openAgent(accepts: (address: string) => boolean): Promise<Agent> {
    const { Agent: UndiciAgent } = await import('undici');
    return new UndiciAgent({
      connections: 4,
      keepAliveTimeout: 4_000,
      // Only names are looked up; addresses that stand in the URL were checked there.
      connect: { lookup: checkedLookup(resolve, accepts), timeout: timeLimitMs },
    });
  }

  async function ask(url: URL, signal: AbortSignal) {
    const { request } = await import('undici');
    const dispatcher = await agentFor(url);
    try {
      const answer = await request(url, {
        dispatcher,
        signal,
        headers: { accept: '*/*', 'accept-encoding': 'identity', 'user-agent': 'gengfu' },
      });
      // A body that is not read to its end must not end the process with a late error.
      answer.body.on('error', () => undefined);
      return answer;
    } catch (error) {
      if (error instanceof FetchError) throw error;
      throw new FetchError('unreachable', 'nobody answered', { cause: withoutAddress(error), temporary: true });
    }
  }

  async function follow(start: URL, signal: AbortSignal) {
    let url = start;
    for (let hop = 0; hop <= mostRedirects; hop += 1) {
      const answer = await ask(url, signal);
      if (!redirects.has(answer.statusCode)) return answer;
      answer.body.destroy();
      const { location } = answer.headers;
      if (typeof location !== 'string' || !URL.canParse(location, url.href)) break;
      url = checkUrl(new URL(location, url).href, trusted);
    }
    throw new FetchError('unreachable', 'redirected too often');
  }

  return {
    async fetch(address, { maxBytes }): Promise<RemoteFile> {
      const signal = AbortSignal.timeout(timeLimitMs);
      const { statusCode, headers, body } = await follow(checkUrl(address, trusted), signal);
      if (statusCode !== 200) {
        body.destroy();
        if (gone.has(statusCode)) throw new FetchError('expired', `the server answered ${statusCode}`);
        const temporary = statusCode >= 500 || statusCode === 408 || statusCode === 429;
        throw new FetchError('unreachable', `the server answered ${statusCode}`, temporary ? { temporary } : {});
      }
      if (Number(headers['content-length']) > maxBytes) {
        body.destroy();
        throw new FetchError('too_large', `more than ${maxBytes} bytes`);
      }
      const encoding = headers['content-encoding'];
      const bytes = await readCapped(body, Array.isArray(encoding) ? encoding.join() : encoding, maxBytes);
      const type = [headers['content-type']].flat()[0]?.split(';')[0]?.trim().toLowerCase();
      return { bytes, ...(type ? { type } : {}) };
    },
    close: async () => void (await Promise.all([...agents.values()].map(async (agent) => (await agent).destroy()))),
  };
}
