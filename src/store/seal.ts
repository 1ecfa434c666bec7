import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Keeps personal text unreadable in the database file and its backups. */
export interface Seal {
  seal(text: string): string;
  /** @throws when the text was tampered with or sealed with another key */
  open(sealed: string): string;
  /** The same for what is stored as bytes, a quarter shorter. */
  sealBytes(content: Uint8Array): Buffer;
  openBytes(sealed: Uint8Array): Buffer;
  /** Same value, same result: lets a sealed field be looked up without being readable. */
  blindIndex(...parts: string[]): string;
}

const version = 1;
const ivBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM with a random 96-bit IV; layout (in base64 where a column holds text): version ‖ IV ‖ tag ‖ ciphertext.
 * @param key 32 bytes; the cipher key and the index key are derived from it apart (HKDF-SHA256).
 */
export function createSeal(key: Buffer): Seal {
  if (key.length !== 32) throw new Error('the sealing key must be 32 bytes');
  const cipherKey = Buffer.from(hkdfSync('sha256', key, '', 'gengfu seal', 32));
  const indexKey = Buffer.from(hkdfSync('sha256', key, '', 'gengfu blind index', 32));
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
    const rest = cipher.final();
    return Buffer.concat([Buffer.of(version), iv, cipher.getAuthTag(), body, rest]);
  }

  function openBytes(sealed: Uint8Array): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes[0] !== version) throw new Error('unknown seal version');
    const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(1, 1 + ivBytes));
    decipher.setAuthTag(bytes.subarray(1 + ivBytes, 1 + ivBytes + tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(1 + ivBytes + tagBytes)), decipher.final()]);
  }

  return {
    seal: (text) => sealBytes(Buffer.from(text, 'utf8')).toString('base64'),
    open: (sealed) => openBytes(Buffer.from(sealed, 'base64')).toString('utf8'),
    sealBytes,
    openBytes,
    blindIndex(...parts) {
      const mac = createHmac('sha256', indexKey);
      for (const part of parts) mac.update(`${Buffer.byteLength(part)}:`).update(part);
      return mac.digest('base64url').slice(0, 27);
    },
  };
}
