import { randomBytes } from 'node:crypto';
import { decrypt, encrypt, getSignature } from '@wecom/crypto';

/** The platform's side of callbacks, facts/messengers §4.1, §4.3. */

export interface CallbackSecrets {
  token: string;
  /** EncodingAESKey, 43 characters. */
  aesKey: string;
  /** Empty for internal bots. */
  receiveId?: string;
}

/** One signed call: what goes into the query and what into the body. */
export interface Sealed {
  query: Record<string, string>;
  encrypted: string;
}

export function sign(token: string, encrypted: string, at = Date.now()): Sealed {
  const timestamp = String(Math.floor(at / 1_000));
  const nonce = randomBytes(8).toString('hex');
  return { encrypted, query: { msg_signature: getSignature(token, timestamp, nonce, encrypted), timestamp, nonce } };
}

export function seal(secrets: CallbackSecrets, text: string): Sealed {
  return sign(secrets.token, encrypt(secrets.aesKey, text, secrets.receiveId ?? ''));
}

/** The plaintext of an answer, null when it is not what §4.3 asks for. */
export function openAnswer(secrets: CallbackSecrets, text: string): string | null {
  try {
    const answer = JSON.parse(text) as { encrypt: string; msgsignature: string; timestamp: string | number; nonce: string };
    const expected = getSignature(secrets.token, String(answer.timestamp), answer.nonce, answer.encrypt);
    if (answer.msgsignature !== expected) return null;
    const { message, id } = decrypt(secrets.aesKey, answer.encrypt);
    return id === (secrets.receiveId ?? '') ? message : null;
  } catch {
    return null;
  }
}

export type Tampering =
  /** Signed with a token that is not ours. */
  | 'forged'
  /** No signature at all. */
  | 'unsigned'
  /** The same bytes and signature once more. */
  | 'replayed'
  /** Well signed, with a timestamp of an hour ago. */
  | 'stale'
  /** Well signed, but the ciphertext ends in the middle, between two cipher blocks: it can be decrypted. */
  | 'truncated'
  /** Well signed, encrypted under another key. */
  | 'mis-encrypted'
  /** Well signed, for another receiver. */
  | 'misaddressed'
  /** Well signed, with a length field that points beyond the plaintext (§5.1). */
  | 'overlong'
  /** Well signed, but what is inside is no JSON. */
  | 'garbled';

/** A spoilt version of a call. */
export function tamper(secrets: CallbackSecrets, original: { sealed: Sealed; text: string }, how: Tampering): Sealed {
  const { token, aesKey, receiveId = '' } = secrets;
  const { sealed, text } = original;
  switch (how) {
    case 'replayed':
      return sealed;
    case 'forged':
      return sign(`not-${token}`, sealed.encrypted);
    case 'unsigned':
      return { ...sealed, query: { timestamp: sealed.query.timestamp ?? '', nonce: sealed.query.nonce ?? '' } };
    case 'stale':
      return sign(token, sealed.encrypted, Date.now() - 3_600_000);
    case 'truncated':
      return sign(token, firstHalf(sealed.encrypted));
    case 'mis-encrypted':
      return sign(token, encrypt(randomBytes(32).toString('base64').slice(0, 43), text, receiveId));
    case 'misaddressed':
      return sign(token, encrypt(aesKey, text, 'ww0000000000000000'));
    case 'overlong':
      // The random part, made four bytes longer, puts a length of its own in front of the real one.
      return sign(
        token,
        encrypt(aesKey, text, receiveId, Buffer.concat([randomBytes(16), Buffer.from([0x7f, 0xff, 0xff, 0xff])])),
      );
    case 'garbled':
      return sign(token, encrypt(aesKey, text.slice(0, -1), receiveId));
  }
}

function firstHalf(encrypted: string): string {
  const bytes = Buffer.from(encrypted, 'base64');
  return bytes.subarray(0, Math.floor(bytes.length / 32) * 16).toString('base64');
}
