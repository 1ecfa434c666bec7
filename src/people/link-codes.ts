import { randomInt } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** Time to walk over to the other messenger. */
const validMs = 10 * 60_000;
/** Six digits are a million guesses: after this many wrong ones nothing is redeemed until the codes have run out. */
const mostTries = 10;

/** Codes with which a person proves that an account in another messenger is theirs, too. They live in memory. */
export interface LinkCodes {
  issue(personId: string): string;
  /** Spends a code. @returns whose it is; null when it is nobody's, or too many wrong ones were tried */
  redeem(typed: string): string | null;
}

export function createLinkCodes(clock: Clock): LinkCodes {
  const issued = new Map<string, { personId: string; until: number }>();
  let tries = 0;

  function forget(): void {
    for (const [code, { until }] of issued) if (until <= clock.now()) issued.delete(code);
    if (issued.size === 0) tries = 0;
  }

  return {
    issue(personId) {
      forget();
      for (const [code, entry] of issued) if (entry.personId === personId) issued.delete(code);
      let code: string;
      do code = String(randomInt(1_000_000)).padStart(6, '0');
      while (issued.has(code));
      issued.set(code, { personId, until: clock.now() + validMs });
      return code;
    },
    redeem(typed) {
      forget();
      tries += 1;
      const entry = tries <= mostTries ? issued.get(typed) : undefined;
      issued.delete(typed);
      return entry?.personId ?? null;
    },
  };
}
