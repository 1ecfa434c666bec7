import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { compileCache, findNode, serviceFlags } from '../../scripts/runtime.mjs';

const root = path.join(import.meta.dirname, '../..');

export interface StartedProduct {
  pid: number;
  url: string;
  /** Milliseconds from the call to the line that says it keeps watch. */
  ms: number;
  stop(): Promise<void>;
}

/** Starts the service as `npm start` does once everything is installed: same Node, same flags, same cache of compiled code. */
export async function startProduct(env: Record<string, string>): Promise<StartedProduct> {
  const begun = performance.now();
  const child = spawn(findNode()!, [...serviceFlags(), path.join(root, 'src/main.ts')], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      NODE_COMPILE_CACHE: compileCache,
      MALLOC_ARENA_MAX: '2',
      MALLOC_TRIM_THRESHOLD_: '131072',
      GENGFU_PORT: '0',
      GENGFU_DEMO: 'off',
      GENGFU_LOG: 'error',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await keepsWatch(child);
  const ms = performance.now() - begun;
  return {
    pid: child.pid!,
    url,
    ms,
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function keepsWatch(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let printed = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    printed += chunk.toString();
    const url = /keeps watch at (http:\/\/\S+)/.exec(printed)?.[1];
    if (url) resolve(url);
  });
  child.once('exit', (code) => reject(new Error(`the service ended with ${code}`)));
  return promise;
}
