import { spawn } from 'node:child_process';
import path from 'node:path';
import { dataFolder } from '../timeline/data-folder.ts';

const root = path.join(import.meta.dirname, '../..');

export interface Spoken {
  code: number | null;
  out: string;
  err: string;
}

export interface Terminal {
  folder: string;
  /** Runs one command to its end, without a terminal to ask questions at. */
  (...args: string[]): Promise<Spoken>;
}

/** The `gengfu` command as a person has it, on a data folder of its own. English unless told otherwise. */
export function terminal(options: { folder?: string; env?: Record<string, string> } = {}): Terminal {
  const folder = options.folder ?? dataFolder();
  const env = {
    PATH: process.env.PATH,
    GENGFU_PORT: '0',
    GENGFU_DATA: folder,
    GENGFU_DEMO: 'off',
    GENGFU_LANGUAGE: 'en',
    ...options.env,
  };
  return Object.assign((...args: string[]) => run(['src/cli/gengfu.mjs', ...args], env), { folder });
}

function run(args: string[], env: NodeJS.ProcessEnv): Promise<Spoken> {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const spoken: Spoken = { code: null, out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (spoken.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (spoken.err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ ...spoken, code }));
  });
}
