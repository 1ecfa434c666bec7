/** Fetches files from addresses that strangers wrote. The implementation is adapters/http/safe-fetch.ts. */
export interface RemoteFiles {
  /**
   * The whole file, decompressed. Never reaches into the own network, follows few redirects, and gives up on what is too
   * large or too slow.
   * @throws FetchError
   */
  fetch(url: string, limits: { maxBytes: number }): Promise<RemoteFile>;
  close(): Promise<void>;
}

export interface RemoteFile {
  bytes: Uint8Array;
  /** As the server declared it, without parameters. */
  type?: string;
}

/** Why a file could not be had. */
export type FetchProblem =
  /** The address leads into the own network, to an unusual port, or is no plain https address. */
  | 'address_refused'
  | 'too_large'
  /** Nobody answered in time, or with a fault. */
  | 'unreachable'
  /** The address is no longer, or not for us, any good: 401, 403, 404, 410. */
  | 'expired'
  /** What came could not be decompressed. */
  | 'corrupt';

export class FetchError extends Error {
  readonly problem: FetchProblem;
  /** Whether the same call may succeed later. */
  readonly temporary: boolean;

  /** @param message without the address: its query may hold a key */
  constructor(problem: FetchProblem, message: string, options: ErrorOptions & { temporary?: true } = {}) {
    super(message, options);
    this.name = 'FetchError';
    this.problem = problem;
    this.temporary = options.temporary ?? false;
  }
}
