import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface Child {
  port: number;
  folder: string;
  /** The code with which somebody becomes admin, once it is printed. */
  bindCode(): string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Runs a server as a process of its own; it prints its port as the last number of its first line that says `at http`. */
export async function startChild(
  script: string,
  env: Record<string, string> = {},
  prepare?: (folder: string) => Promise<void>,
): Promise<Child> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gengfu-bench-'));
  await prepare?.(folder);
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../..', script)], {
    env: {
      ...process.env,
      GENGFU_DATA: folder,
      GENGFU_PORT: '0',
      GENGFU_DEMO: 'off',
      GENGFU_LOG: 'error',
      GENGFU_SANDBOX: 'on',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<never>((_, reject) =>
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`))),
  );
  exited.catch(() => {});
  let text = '';
  const port = await Promise.race([
    exited,
    new Promise<number>((resolve) => {
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString();
        const found = /at http:\/\/[^:]+:(\d+)/.exec(text);
        if (found) resolve(Number(found[1]));
      });
    }),
  ]);
  if (script === 'src/main.ts') await ringEach(port);
  return {
    port,
    folder,
    bindCode: () => /(?:绑定|bind) (\d{6})/.exec(text)![1]!,
    async [Symbol.asyncDispose]() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Grouping would keep most cards of a flood for a digest: here each is to be posted and timed. */
async function ringEach(port: number): Promise<void> {
  await fetch(`http://127.0.0.1:${port}/sandbox/api/say`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat: 'night-watch', person: 'lin', text: '/noise group off' }),
  });
}
