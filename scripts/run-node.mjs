import { spawn } from 'node:child_process';
import path from 'node:path';
import { compileCache, findNode, root } from './runtime.mjs';

/**
 * Becomes Node 24 with these arguments: in place where the system and the Node at work can do that, which saves a
 * process, else as a child whose end is ours.
 * @param args flags, then a script, relative to the checkout
 */
export function runNode(args) {
  const node = findNode();
  const script = args.findIndex((arg) => !arg.startsWith('-'));
  const full = args.map((arg, index) => (index === script ? path.join(root, arg) : arg));
  // glibc otherwise keeps what a start freed: about 20 MB (measured, other systems ignore the names).
  const env = { NODE_COMPILE_CACHE: compileCache, MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072', ...process.env };
  if (typeof process.execve === 'function' && process.platform !== 'win32') process.execve(node, [node, ...full], env);

  const child = spawn(node, full, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A signal to npm ends npm and its shell but does not reach what the shell runs (src/when-orphaned.ts).
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && child.kill('SIGTERM'), 500).unref();
  child.on('error', (error) => {
    process.stderr.write(`${node} does not start: ${error.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}
