import { randomInt, timingSafeEqual } from 'node:crypto';

/** The one-time code that makes its first bearer admin. Printed at start while nobody is admin; lives in memory only. */
export interface BindCode {
  readonly code: string;
  /** Spends the code. @returns whether it was right; never again once it is spent, or after too many wrong tries */
  redeem(typed: string): boolean;
}

/** Six digits are a million guesses: after this many wrong ones only a restart helps. */
const mostTries = 10;

export function createBindCode(code = String(randomInt(1_000_000)).padStart(6, '0')): BindCode {
  let spent = false;
  let tries = 0;
  return {
    code,
    redeem(typed) {
      tries += 1;
      const right = typed.length === code.length && timingSafeEqual(Buffer.from(typed), Buffer.from(code));
      if (spent || tries > mostTries || !right) return false;
      spent = true;
      return true;
    },
  };
}
