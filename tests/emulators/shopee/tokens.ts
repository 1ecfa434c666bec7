import { Refusal } from './refusal.ts';
import type { Settings } from './options.ts';
import { newCode } from './ids.ts';

export interface IssuedTokens {
  at: number;
  grant: 'installed' | 'authorization_code' | 'refresh_token';
  accessToken: string;
  refreshToken: string;
}

/** A code of the auth page is good for one use within ten minutes. */
const codeMs = 600_000;

/** Access for 14,400 s; refresh tokens rotate and are good for one use (facts/marketplaces §5.1, §19.2). */
export class Tokens {
  readonly #settings: Settings;
  readonly #now: () => number;
  readonly #codes = new Map<string, number>();
  readonly #access = new Map<string, number>();
  readonly #refresh = new Map<string, { until: number; spent: boolean }>();
  readonly issued: IssuedTokens[] = [];
  linked = true;

  constructor(settings: Settings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  code(): string {
    const code = newCode();
    this.#codes.set(code, this.#now() + codeMs);
    return code;
  }

  issue(grant: IssuedTokens['grant']): IssuedTokens {
    const { accessTokenSeconds, refreshTokenDays } = this.#settings;
    const pair = { at: this.#now(), grant, accessToken: newCode(), refreshToken: newCode() };
    this.#access.set(pair.accessToken, pair.at + accessTokenSeconds * 1_000);
    this.#refresh.set(pair.refreshToken, { until: pair.at + refreshTokenDays * 86_400_000, spent: false });
    this.issued.push(pair);
    this.linked = true;
    return pair;
  }

  exchange(code: string): IssuedTokens {
    const until = this.#codes.get(code);
    this.#codes.delete(code);
    if (until === undefined || until < this.#now()) throw new Refusal('error_auth', 'Invalid code');
    return this.issue('authorization_code');
  }

  /** Checks and spends in one step: of two calls with the same token one fails. */
  refresh(token: string): IssuedTokens {
    if (!this.linked) throw new Refusal('shop_no_linked', 'Partner and shop has no linked.');
    const known = this.#refresh.get(token);
    if (!known || known.spent) throw new Refusal('error_auth', 'Invalid refresh_token.');
    if (known.until < this.#now()) throw new Refusal('refresh_token_expired', 'Your refresh_token expired.');
    known.spent = true;
    return this.issue('refresh_token');
  }

  check(token: string): void {
    if (!this.linked) throw new Refusal('shop_no_linked', 'Partner and shop has no linked.');
    const until = this.#access.get(token);
    if (until === undefined || until < this.#now())
      throw new Refusal('invalid_acceess_token', 'Invalid access_token, please have a check.');
  }

  expireAccess(): void {
    this.#access.clear();
  }

  revoke(): void {
    this.linked = false;
    this.#access.clear();
    this.#refresh.clear();
  }
}
