/** Where backups lie: a folder or a bucket. Names are paths with slashes, such as `files/ab/abcd`. */
export interface BackupPlace {
  /** For people: where it is, without secrets. */
  readonly title: string;
  /** Names that begin with `prefix`, in any order; of unfinished ones none. */
  list(prefix: string): Promise<string[]>;
  /** Resolves when the content of a local file is durable under that name; the same name again replaces it. */
  put(name: string, file: string): Promise<void>;
  /** Writes it to a local file. @returns false when there is none of that name */
  fetch(name: string, file: string): Promise<boolean>;
  /** No error when there is none. */
  delete(name: string): Promise<void>;
  close(): void;
}
