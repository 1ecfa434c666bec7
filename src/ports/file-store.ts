/** Where sealed files lie. Implementations are in adapters/files; tests/contract/file-store.ts binds them all. */
export interface FileStore {
  /** Resolves when the bytes are durable under that name; the same name again replaces them. @param name `[A-Za-z0-9_-]`, up to 64 */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** @returns null when there is none of that name */
  get(name: string): Promise<Uint8Array | null>;
  /** No error when there is none. */
  delete(name: string): Promise<void>;
  close(): void;
}
