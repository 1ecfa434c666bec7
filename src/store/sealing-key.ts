import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GengfuError } from '../errors.ts';

/** The key that takes over once everything is sealed with it; its file lies there as long as that takes. */
export const nextKeyFile = (dataFolder: string): string => path.join(dataFolder, 'key.next');

/**
 * The key that seals personal text: GENGFU_KEY (64 hex digits or 44 characters of base64), else the file `key` in the
 * data folder, created with mode 600 on first start. Keys that followed others are longer: `keyAfter`.
 * @throws GengfuError bad_key when the key is not 32 bytes | key_half_changed while some is sealed with the next one already
 */
export function loadSealingKey(options: { dataFolder: string; fromEnvironment?: string }): Buffer {
  if (existsSync(nextKeyFile(options.dataFolder))) throw new GengfuError('key_half_changed');
  return presentKey(options);
}

/** The same while the key is being changed. */
export function presentKey(options: { dataFolder: string; fromEnvironment?: string }): Buffer {
  if (options.fromEnvironment) return decodeKey(options.fromEnvironment);
  const file = path.join(options.dataFolder, 'key');
  mkdirSync(options.dataFolder, { recursive: true });
  try {
    writeFileSync(file, randomBytes(32).toString('hex') + '\n', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return decodeKey(readFileSync(file, 'utf8').trim());
}

/** @throws GengfuError bad_key when the text is not 32 bytes, or more of them in hex */
export function decodeKey(text: string): Buffer {
  if (/^(?:[0-9a-f]{64})+$/i.test(text)) return Buffer.from(text, 'hex');
  const key = Buffer.from(text, 'base64');
  if (key.length !== 32) throw new GengfuError('bad_key');
  return key;
}
