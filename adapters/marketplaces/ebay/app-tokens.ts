import type { HttpAnswer, HttpCall } from '../../http/client.ts';
import type { TokenSource, Tokens } from '../../../src/ports/authoriser.ts';
import { baseScope } from './config.ts';
import type { EbaySettings } from './config.ts';
import { grantCall, readGrant } from './grants.ts';

type Call = (call: HttpCall) => Promise<HttpAnswer>;

const aheadMs = 5 * 60_000;

/**
 * Tokens of the application itself, for what no seller is asked about, such as public keys. In memory: a new one costs one
 * call of 1,000 a day (facts/marketplaces §4.1). One call at a time for all who need it.
 */
export function createAppTokens() {
  const held = new Map<string, Tokens>();
  const fetching = new Map<string, Promise<Tokens>>();

  function fetchOnce(key: string, settings: EbaySettings, call: Call): Promise<Tokens> {
    let running = fetching.get(key);
    if (!running) {
      running = call(grantCall(settings, { grant_type: 'client_credentials', scope: baseScope }))
        .then((answer) => {
          const tokens = readGrant(answer, Date.now());
          held.set(key, tokens);
          return tokens;
        })
        .finally(() => fetching.delete(key));
      fetching.set(key, running);
    }
    return running;
  }

  return (settings: EbaySettings, call: Call): TokenSource => {
    const key = `${settings.apiUrl} ${settings.clientId} ${settings.clientSecret}`;
    return {
      async get() {
        const tokens = held.get(key);
        return tokens && tokens.accessUntil - Date.now() > aheadMs ? tokens : fetchOnce(key, settings, call);
      },
      async renew(refused) {
        const tokens = held.get(key);
        return tokens && tokens.access !== refused ? tokens : fetchOnce(key, settings, call);
      },
    };
  };
}
