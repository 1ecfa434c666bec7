import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { dataFolder } from './data-folder.ts';

const root = path.join(import.meta.dirname, '../..');
/** Where `npm start` keeps compiled code (scripts/runtime.mjs): without it a start costs half as much again. */
const compileCache = path.join(root, 'node_modules/.cache/gengfu-compiled');

export interface ServiceProcess {
  url: string;
  folder: string;
  pid: number;
  /** Everything it has printed, both streams. */
  output(): string;
  /** Resolves with the exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
  /** Without a goodbye. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

const running = new Set<ChildProcess>();

/** For `afterEach`: a test that failed half-way leaves no service behind. */
export async function endProcesses(): Promise<void> {
  await Promise.all(
    [...running].map((child) => {
      const gone = new Promise((resolve) => child.once('close', resolve));
      child.kill('SIGKILL');
      return gone;
    }),
  );
}

/** Starts the product as its users do and resolves when it prints that it keeps watch. */
export async function startProcess(options: { folder?: string; env?: Record<string, string> } = {}): Promise<ServiceProcess> {
  const folder = options.folder ?? dataFolder();
  const child = spawn(process.execPath, ['src/main.ts'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache,
      GENGFU_PORT: '0',
      GENGFU_DATA: folder,
      GENGFU_DEMO: 'off',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let printed = '';
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) =>
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(signal ?? code);
    }),
  );
  const ready = new Promise<string>((resolve) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const address = /keeps watch at (http:\/\/\S+)/.exec(printed)?.[1];
      if (address) resolve(address);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const url = await Promise.race([ready, ended.then(() => null)]);
  // A kill point may be reached before the address is printed; then the end is what the caller waits for.
  return {
    url: url ?? '',
    folder,
    pid: child.pid!,
    output: () => printed,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
