import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a corpus file holds: `about` says what its expectations mean, each entry names its own. */
interface Corpus<Entry> {
  about: string;
  entries: Entry[];
}

/** A value too large or too binary to stand in a file as it is. */
export type Spelt = string | { repeat: string; times: number } | { join: Spelt[] } | { base64: string } | { gzip: Spelt };

interface Named {
  name: string;
  expect: string;
}

export interface Entries {
  texts: Named & { text: Spelt };
  bodies: Named & { body: Spelt; headers?: Record<string, string> };
  headers: Named & {
    headers?: Record<string, Spelt | null>;
    id?: Spelt;
    secret?: string;
    /** Seconds that its timestamp is off. */
    off?: number;
    /** What was signed instead of what is sent. */
    signed?: string;
    /** Stands before the right signature. */
    among?: string;
    /** What it is answered the first time. */
    first?: string;
  };
  doors: { name: string; expect: number; method: string; path: string; headers?: Record<string, string>; body?: string };
  taps: Named & { tap: Record<string, unknown> };
  sayings: Named & { person: string; text: string };
  addresses: Named & { url: string };
  files: Named & { file: string; content: Spelt };
  mails: Named & { raw: Spelt };
}

export function entriesOf<Kind extends keyof Entries>(kind: Kind): Entries[Kind][] {
  const text = readFileSync(path.join(import.meta.dirname, `${kind}.json`), 'utf8');
  return (JSON.parse(text) as Corpus<Entries[Kind]>).entries;
}

export function spell(value: Spelt): Buffer {
  if (typeof value === 'string') return Buffer.from(value);
  if ('repeat' in value) return Buffer.from(value.repeat.repeat(value.times));
  if ('join' in value) return Buffer.concat(value.join.map(spell));
  if ('base64' in value) return Buffer.from(value.base64, 'base64');
  return gzipSync(spell(value.gzip));
}

export const spellText = (value: Spelt): string => spell(value).toString('utf8');
