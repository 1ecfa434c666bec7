import type { Pool } from 'pg';

const againMs = 60_000;

/**
 * The server's wall clock, for everybody who works on its database: with clocks of their own, one process would find due
 * what another has put off, or would not see yet what it is handed.
 */
export async function openDatabaseClock(pool: Pool): Promise<{ now: () => number; close: () => void }> {
  let aheadMs = 0;

  async function look(): Promise<void> {
    const readings = [await readOnce(pool), await readOnce(pool), await readOnce(pool)];
    // The quickest answer leaves the least room for doubt.
    aheadMs = readings.sort((one, other) => one.tookMs - other.tookMs)[0]!.aheadMs;
  }
  await look();
  // While the server is away its clock is as far off as it was.
  const timer = setInterval(() => void look().catch(() => {}), againMs).unref();

  return { now: () => Math.round(Date.now() + aheadMs), close: () => clearInterval(timer) };
}

async function readOnce(pool: Pool): Promise<{ aheadMs: number; tookMs: number }> {
  const asked = performance.now();
  const { rows } = await pool.query<{ now: number }>('SELECT ms(wall()) AS now');
  const tookMs = performance.now() - asked;
  return { aheadMs: rows[0]!.now - (Date.now() - tookMs / 2), tookMs };
}
