import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The wall clock of one machine, as the service on it sees it. */
export interface WallClock {
  /** What a service is started with so that it goes by this clock. */
  env: Record<string, string>;
  /** From now on it shows so much more, or less, than the true time. */
  set(skewMs: number): void;
  remove(): void;
}

export function openWallClock(skewMs = 0): WallClock {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-clock-'));
  const file = path.join(folder, 'skew');

  function set(ms: number): void {
    // In one step: whoever looks must not find half of it.
    writeFileSync(`${file}.next`, String(ms));
    renameSync(`${file}.next`, file);
  }
  set(skewMs);

  return {
    env: { CHAOS_CLOCK: file, NODE_OPTIONS: `--import=${path.join(import.meta.dirname, 'skewed-clock.ts')}` },
    set,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
