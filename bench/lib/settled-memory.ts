import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

const everyMs = 2_000;
/** At rest when it moves less than this from one look to the next five times. */
const stillMb = 1;
const longestMs = 60_000;

/** Resident memory of a process in MB, from the moment at which it no longer moves. Linux tells it; elsewhere there is no figure. */
export async function settledMemory(pid: number): Promise<number> {
  let last = residentMb(pid);
  let still = 0;
  for (const end = performance.now() + longestMs; still < 5 && performance.now() < end;) {
    await sleep(everyMs);
    const now = residentMb(pid);
    still = Math.abs(now - last) < stillMb ? still + 1 : 0;
    last = now;
  }
  return Math.round(last);
}

function residentMb(pid: number): number {
  const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb) / 1024;
}
