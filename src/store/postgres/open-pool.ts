import pg from 'pg';

/** Connections that may break at any time: whoever uses one next is told, and nobody else. */
export function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({ keepAlive: true, ...options });
  // An idle one, and one that somebody holds without asking it anything.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
