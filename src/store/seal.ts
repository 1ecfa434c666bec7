import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps personal text unreadable in the database file and its backups. */
export interface Seal {
  seal(text: string): string;
  /** @throws when the text was tampered with or sealed with another key */
  open(sealed: string): string;
  /** The same for what is stored as bytes, a quarter shorter. */
  sealBytes(content: Uint8Array): Buffer;
  openBytes(sealed: Uint8Array): Buffer;
  /** Same value, same result: lets a sealed field be looked up without being readable. Kept in the database. */
  blindIndex(...parts: string[]): string;
  /** Proves to us that we wrote something. For what runs out: after the key was changed it proves nothing any more. */
  sign(...parts: string[]): string;
  /** How often the key was changed before this one. */
  readonly generation: number;
  /** Whether this key made a blind index. */
  madeIndex(index: string): boolean;
  /** What this key would have made where the key before it made `index`. @throws when that one did not make it */
  renewIndex(index: string): string;
}

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const headerBytes = 1 + ivBytes + tagBytes;

/** Letters that tell by which key an index was made, from the first change of the key on. */
const marks = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const indexLength = 27;

const derived = (key: Buffer, purpose: 'gengfu seal' | 'gengfu blind index'): Buffer =>
  Buffer.from(hkdfSync('sha256', key, '', purpose, keyBytes));

/**
 * The key that follows another one: 32 random bytes, and behind them the index keys of all that went before. What they
 * indexed cannot be read back, so an index of the new key is made of the one before it: a former key alone finds nothing.
 */
export function keyAfter(key: Buffer): Buffer {
  const [current, ...former] = partsOf(key);
  if (former.length + 2 > marks.length) throw new Error('the key was changed too often');
  return Buffer.concat([randomBytes(keyBytes), ...former, derived(current!, 'gengfu blind index')]);
}

function partsOf(key: Buffer): Buffer[] {
  if (key.length === 0 || key.length % keyBytes !== 0) throw new Error('the sealing key must be 32 bytes');
  return Array.from({ length: key.length / keyBytes }, (_, at) => key.subarray(at * keyBytes, (at + 1) * keyBytes));
}

/**
 * AES-256-GCM with a random 96-bit IV; layout (in base64 where a column holds text): version ‖ IV ‖ tag ‖ ciphertext. The
 * version is 1 more than the key's generation.
 * @param key 32 bytes, or what `keyAfter` gave; the cipher key and the index key are derived from it apart (HKDF-SHA256).
 */
export function createSeal(key: Buffer): Seal {
  const [current, ...formerIndexKeys] = partsOf(key);
  const generation = formerIndexKeys.length;
  const version = generation + 1;
  const cipherKey = derived(current!, 'gengfu seal');
  const indexKey = derived(current!, 'gengfu blind index');
  let ivs = Buffer.alloc(0);
  let used = 0;

  // One call for many IVs: randomBytes costs more than the encryption of a short text.
  function nextIv(): Buffer {
    if (used + ivBytes > ivs.length) {
      ivs = randomBytes(ivBytes * 512);
      used = 0;
    }
    return ivs.subarray(used, (used += ivBytes));
  }

  function sealBytes(content: Uint8Array): Buffer {
    const iv = nextIv();
    const cipher = createCipheriv('aes-256-gcm', cipherKey, iv);
    const body = cipher.update(content);
    // In this mode nothing is left for the end.
    cipher.final();
    const sealed = Buffer.allocUnsafe(headerBytes + body.length);
    sealed[0] = version;
    sealed.set(iv, 1);
    sealed.set(cipher.getAuthTag(), 1 + ivBytes);
    sealed.set(body, headerBytes);
    return sealed;
  }

  function openBytes(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes[0] !== version) throw new Error('sealed with another key');
    const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(1, 1 + ivBytes));
    decipher.setAuthTag(bytes.subarray(1 + ivBytes, headerBytes));
    return Buffer.concat([decipher.update(bytes.subarray(headerBytes)), decipher.final()]);
  }

  return {
    seal: (text) => sealBytes(Buffer.from(text, 'utf8')).toString('base64'),
    open: (sealed) => openBytes(Buffer.from(sealed, 'base64')).toString('utf8'),
    sealBytes,
    openBytes,
    blindIndex(...parts) {
      if (generation === 0) return mac(indexKey, parts);
      let index = mac(formerIndexKeys[0]!, parts);
      for (let at = 1; at <= generation; at += 1) index = renewed(index, at);
      return index;
    },
    sign: (...parts) => mac(indexKey, parts),
    generation,
    madeIndex: (index) => generationOf(index) === generation,
    renewIndex(index) {
      if (generationOf(index) !== generation - 1) throw new Error('an index of another key');
      return renewed(index, generation);
    },
  };

  function renewed(index: string, to: number): string {
    return mac(formerIndexKeys[to] ?? indexKey, ['renewed', index]) + marks[to]!;
  }
}

function mac(key: Buffer, parts: readonly string[]): string {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:`).update(part);
  return hmac.digest('base64url').slice(0, indexLength);
}

/** -1 for what is no index. */
function generationOf(index: string): number {
  if (index.length === indexLength) return 0;
  return index.length === indexLength + 1 ? marks.indexOf(index.at(-1)!) : -1;
}
