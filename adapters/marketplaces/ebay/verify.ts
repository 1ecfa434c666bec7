import { createHash, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import * as z from 'zod';
import { GengfuError } from '../../../src/errors.ts';
import type { Push, PushedEvent } from '../../../src/ports/marketplace.ts';

/** `X-EBAY-SIGNATURE`: base64 of JSON (facts/marketplaces §4.3). */
const signatureHeader = z.object({
  alg: z.string().regex(/^ecdsa$/i),
  /** Becomes part of an address. */
  kid: z.string().regex(/^[A-Za-z0-9_-]{1,80}$/),
  signature: z.base64().min(1).max(400),
  digest: z.literal('SHA1'),
});

export interface PushSignature {
  kid: string;
  /** DER. */
  signature: Buffer;
}

const refused = (message: string): GengfuError => new GengfuError('bad_signature', {}, { message });

/** @throws GengfuError bad_signature */
export function readSignature(headers: Headers): PushSignature {
  const header = headers.get('x-ebay-signature');
  if (!header) throw refused('x-ebay-signature is required');
  const { data } = signatureHeader.safeParse(parsed(Buffer.from(header, 'base64')));
  if (!data) throw refused('x-ebay-signature is none of ECDSA with SHA1');
  return { kid: data.kid, signature: Buffer.from(data.signature, 'base64') };
}

/** A public key as eBay hands it out: on one line, without a break behind BEGIN or before END. @throws Error */
export function readPublicKey(line: string): KeyObject {
  const middle = line.replace(/-----(?:BEGIN|END) PUBLIC KEY-----/g, '').replace(/\s+/g, '');
  const key = createPublicKey({ key: Buffer.from(middle, 'base64'), format: 'der', type: 'spki' });
  if (key.asymmetricKeyType !== 'ec') throw new Error('the key is none of ECDSA');
  return key;
}

/**
 * Checks the raw bytes of a push and names the event. eBay signs no time: an old push is told by its id.
 * @throws GengfuError bad_signature | not_json
 */
export function verifyPush({ body }: Pick<Push, 'body'>, { signature }: PushSignature, key: KeyObject): PushedEvent {
  if (!holds(body, signature, key)) throw refused('the signature does not match the body');
  const said = parsed(body);
  if (said === undefined) throw new GengfuError('not_json', {}, { message: 'the body is not JSON' });
  const { data } = named.safeParse(said);
  return { externalId: data?.notification.notificationId ?? createHash('sha256').update(body).digest('hex') };
}

const named = z.object({ notification: z.object({ notificationId: z.string().min(1).max(200) }) });

function holds(body: Uint8Array, signature: Buffer, key: KeyObject): boolean {
  try {
    return verify('sha1', body, key, signature);
  } catch {
    return false;
  }
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}
