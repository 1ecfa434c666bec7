import { randomBytes } from 'node:crypto';
import { insufficientScope, invalidToken } from './refusal.ts';

export interface AccessToken {
  kind: 'user' | 'application';
  scopes: string[];
  expiresAt: number;
}

export type Grant = 'authorization_code' | 'refresh_token' | 'client_credentials';

/** Codes and tokens given out, with their scopes and ends. Lifetimes: facts/marketplaces §4.1. */
export class Tokens {
  readonly #now: () => number;
  readonly #access = new Map<string, AccessToken>();
  readonly #refresh = new Map<string, { scopes: string[]; expiresAt: number }>();
  readonly #codes = new Map<string, { scopes: string[]; expiresAt: number }>();
  readonly issued: { at: number; grant: Grant; scopes: string[] }[] = [];
  readonly lifetimes = { codeMs: 299_000, accessMs: 7_200_000, refreshMs: 47_304_000_000 };

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Tokens carry `^`, `#` and `+`: whoever pastes one into an address without encoding it loses half. */
  #string(kind: string): string {
    return `v^1.1#i^1#p^3#f^0#r^${kind === 'access' ? 0 : 1}#I^3#t^${kind}+${randomBytes(24).toString('base64')}`;
  }

  code(scopes: string[]): string {
    const code = this.#string('code');
    this.#codes.set(code, { scopes, expiresAt: this.#now() + this.lifetimes.codeMs });
    return code;
  }

  /** A code works once. */
  redeem(code: string): string[] | null {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    return found && found.expiresAt > this.#now() ? found.scopes : null;
  }

  refreshToken(scopes: string[]): string {
    const token = this.#string('refresh');
    this.#refresh.set(token, { scopes, expiresAt: this.#now() + this.lifetimes.refreshMs });
    return token;
  }

  /** Scopes that the seller agreed to. Looking does not use it up: eBay does not rotate. */
  consented(refreshToken: string): string[] | null {
    const found = this.#refresh.get(refreshToken);
    return found && found.expiresAt > this.#now() ? found.scopes : null;
  }

  access(kind: AccessToken['kind'], scopes: string[], grant: Grant): string {
    const token = this.#string('access');
    this.#access.set(token, { kind, scopes, expiresAt: this.#now() + this.lifetimes.accessMs });
    this.issued.push({ at: this.#now(), grant, scopes });
    return token;
  }

  /** @throws Refusal 401/1001, 403/1100 */
  check(token: string | undefined, needed: { scopes: readonly string[]; kinds?: readonly AccessToken['kind'][] }): AccessToken {
    const found = token === undefined ? undefined : this.#access.get(token);
    if (!found || found.expiresAt <= this.#now()) throw invalidToken();
    if (needed.kinds && !needed.kinds.includes(found.kind)) throw insufficientScope();
    if (!needed.scopes.some((name) => found.scopes.includes(name))) throw insufficientScope();
    return found;
  }

  expireAccess(): void {
    for (const token of this.#access.values()) token.expiresAt = this.#now();
  }

  /** The seller changed the password or took the consent back: nothing of the seller's works any more. */
  revoke(): void {
    this.#refresh.clear();
    this.#codes.clear();
    for (const [token, { kind }] of this.#access) if (kind === 'user') this.#access.delete(token);
  }
}
