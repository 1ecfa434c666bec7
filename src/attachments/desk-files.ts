import type { FileStore } from '../ports/file-store.ts';
import type { RemoteFiles } from '../ports/remote-files.ts';
import type { Seal } from '../store/seal.ts';
import { createFileLinks } from './file-links.ts';
import type { FileLinks } from './file-links.ts';
import { createVault } from './vault.ts';
import type { Vault } from './vault.ts';

/** What the desk keeps files with. */
export interface DeskFiles {
  vault: Vault;
  remote: RemoteFiles;
  links: FileLinks;
  /** Largest file kept, in bytes. */
  maxBytes: number;
  /** Whether links work outside this machine. */
  isPublic: boolean;
}

export function openDeskFiles(parts: {
  config: { maxBytes: number; linkBase: string | undefined };
  seal: Seal;
  store: FileStore;
  remote: RemoteFiles;
}): DeskFiles {
  const { config, seal, store, remote } = parts;
  return {
    vault: createVault(store, seal),
    remote,
    links: createFileLinks({ seal, publicUrl: config.linkBase }),
    maxBytes: config.maxBytes,
    isPublic: config.linkBase !== undefined,
  };
}
