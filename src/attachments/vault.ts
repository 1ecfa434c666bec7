import { createHash } from 'node:crypto';
import type { FileStore } from '../ports/file-store.ts';
import type { Seal } from '../store/seal.ts';

/** Files by their content, sealed. The same content lies there once. */
export interface Vault {
  /** @returns the key under which it lies, the same for the same content */
  keep(bytes: Uint8Array): Promise<string>;
  /** @returns null when it is gone @throws when it was tampered with or sealed with another key */
  read(contentKey: string): Promise<Uint8Array | null>;
  /** Deletes it for good; no error when there is none. */
  forget(contentKey: string): Promise<void>;
  close(): void;
}

/** Names are keyed hashes: whoever reads the folder or bucket cannot even tell whether a known file is in it. */
export function createVault(files: FileStore, seal: Seal): Vault {
  return {
    async keep(bytes) {
      const key = seal.blindIndex('file', createHash('sha256').update(bytes).digest('hex'));
      await files.put(key, seal.sealBytes(bytes));
      return key;
    },
    async read(contentKey) {
      const sealed = await files.get(contentKey);
      return sealed ? seal.openBytes(sealed) : null;
    },
    forget: (contentKey) => files.delete(contentKey),
    close: () => files.close(),
  };
}
