import { createHash, timingSafeEqual } from 'node:crypto';
import type { decrypt, encrypt, getSignature } from '@wecom/crypto';

/** `@wecom/crypto`, handed in: it is loaded when the adapter starts. */
export interface WecomCrypto {
  decrypt: typeof decrypt;
  encrypt: typeof encrypt;
  getSignature: typeof getSignature;
}

export interface CallbackSecrets {
  token: string;
  aesKey: string;
  receiveId: string;
}

export interface SignedCall {
  signature: string;
  timestamp: string;
  nonce: string;
  encrypted: string;
}

/** A call is fresh for this long, and our clocks may differ by as much. */
export const replayWindowMs = 5 * 60_000;

/** SHA-1 over token, timestamp, nonce and ciphertext (facts/messengers §4.1), compared in constant time. */
export function isSigned(crypto: WecomCrypto, call: SignedCall, token: string): boolean {
  const expected = crypto.getSignature(token, call.timestamp, call.nonce, call.encrypted);
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(call.signature), digest(expected));
}

/** @param timestamp seconds. @param now milliseconds */
export function isFresh(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1_000) <= replayWindowMs;
}

/**
 * The plaintext, null when it is not exactly what the platform would have encrypted for us. The library checks neither
 * padding nor length nor receiver (§4.1, §5.1); the initial vector is fixed, so encrypting the result again must give the
 * same bytes, which checks all three at once.
 */
export function open(crypto: WecomCrypto, encrypted: string, { aesKey, receiveId }: CallbackSecrets): string | null {
  try {
    const { message, id, random } = crypto.decrypt(aesKey, encrypted);
    if (id !== receiveId || crypto.encrypt(aesKey, message, id, random) !== encrypted) return null;
    return message;
  } catch {
    return null;
  }
}

/** The encrypted answer to a callback (§4.3). */
export function seal(crypto: WecomCrypto, text: string, secrets: CallbackSecrets, at: { now: number; nonce: string }) {
  const timestamp = String(Math.floor(at.now / 1_000));
  const encrypted = crypto.encrypt(secrets.aesKey, text, secrets.receiveId);
  const msgsignature = crypto.getSignature(secrets.token, timestamp, at.nonce, encrypted);
  return { encrypt: encrypted, msgsignature, timestamp: Number(timestamp), nonce: at.nonce };
}
