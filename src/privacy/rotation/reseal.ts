import type { Seal } from '../../store/seal.ts';
import type { SealedColumn } from './sealed-columns.ts';

export interface Resealer {
  /** The value as the new key makes it; the same one where it has been done already, so that a broken-off run goes on. */
  renew(holds: SealedColumn['holds'], value: Stored): Stored;
}

export type Stored = string | Uint8Array | null;

/** Names of JSON fields that hold an index; sealed ones are named like sealed columns. */
const indexFields = new Set(['contentKey', 'thumbnailKey']);

export function createResealer(from: Seal, to: Seal): Resealer {
  const isNew = (sealed: Uint8Array): boolean => sealed[0] === to.generation + 1;
  const bytes = (sealed: Uint8Array): Uint8Array => (isNew(sealed) ? sealed : to.sealBytes(from.openBytes(sealed)));
  const text = (sealed: string): string =>
    // Not every text column of that kind holds one at all times: a card in the sandbox has no words.
    sealed === '' || isNew(Buffer.from(sealed.slice(0, 4), 'base64')) ? sealed : to.seal(from.open(sealed));
  const index = (made: string): string => (to.madeIndex(made) ? made : to.renewIndex(made));

  function json(value: unknown, name = ''): unknown {
    if (Array.isArray(value)) return value.map((entry) => json(entry));
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, json(entry, key)]));
    if (typeof value !== 'string') return value;
    if (name === 'sealed' || name.endsWith('Sealed')) return text(value);
    return indexFields.has(name) ? index(value) : value;
  }

  return {
    renew(holds, value) {
      if (value === null) return null;
      if (typeof value !== 'string') return bytes(value);
      switch (holds) {
        case 'json':
          return JSON.stringify(json(JSON.parse(value)));
        case 'index':
          return index(value);
        default:
          return text(value);
      }
    },
  };
}
