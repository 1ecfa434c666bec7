import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Config } from '../config.ts';
import { keyFingerprint, manifest } from '../backups/manifest.ts';
import { decodeKey } from '../store/sealing-key.ts';
import { say } from './say.ts';

/**
 * Holds a backup against the manifest that lies beside it: whole, and sealed with a key that is at hand.
 * @param file the database, `NAME.db`; its manifest is `NAME.json`
 * @returns what is wrong, null when nothing is or there is no manifest
 */
export async function checkManifest(config: Pick<Config, 'dataFolder' | 'key'>, file: string): Promise<string | null> {
  const beside = file.replace(/\.db$/, '.json');
  if (beside === file || !existsSync(beside)) return null;
  const read = manifest.safeParse(parsed(readFileSync(beside, 'utf8')));
  if (!read.success)
    return say('说明文件(.json)损坏,或来自更新的版本', 'its manifest (.json) is damaged, or made by a newer version');
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  if (hash.digest('hex') !== read.data.sha256)
    return say('校验和不符,文件不完整或被改过', 'the checksum does not match: the file is incomplete or was changed');
  const keys = [config.key, keyIn(path.join(config.dataFolder, 'key')), keyIn(`${file}.key`)].filter((key) => key !== undefined);
  // A new machine has no key yet, and an empty backup needs none: db-restore finds out what is sealed.
  if (keys.length === 0 || keys.some((key) => keyFingerprint(decodeKey(key)) === read.data.key)) return null;
  return say(
    `它用另一把密钥加密。把当时的密钥放在 ${file}.key,或设置 GENGFU_KEY`,
    `it is sealed with another key. Put the key of that time at ${file}.key, or set GENGFU_KEY`,
  );
}

const keyIn = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
