import type { DiskThread } from './disk-thread.ts';

/** Long enough for a flood's commits to be copied together: a page that many of them changed is copied once. */
const afterMs = 1_000;

export interface LogCopier {
  /** Something was committed. */
  soon(): void;
  /** Resolves when no copying is under way. */
  idle(): Promise<void>;
  stop(): void;
}

/**
 * Sees to it that the write-ahead log goes back into the main file without anybody waiting: SQLite's own way is that some
 * unlucky commit does it, which took tens of milliseconds here.
 */
export function createLogCopier(thread: DiskThread): LogCopier {
  let timer: NodeJS.Timeout | undefined;
  let copying: Promise<unknown> = Promise.resolve();
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = undefined;
        // What could not be copied stays in the log, and is asked for again after the next commit.
        copying = thread.run('copyLog', null).catch(() => {});
      }, afterMs).unref();
    },
    idle: async () => void (await copying),
    stop: () => clearTimeout(timer),
  };
}
