import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findNode, npmCommand, quietPrisma, readText, root } from './runtime.mjs';

const stampFile = path.join(root, 'node_modules/.gengfu-lock');

/**
 * Brings node_modules to what package-lock.json says, when it is not.
 * @throws Error with npm's own words when that fails
 */
export function install() {
  const lock = readText('package-lock.json');
  if (lock === null) throw new Error('package-lock.json is missing: this is no complete checkout');
  const stamp = createHash('sha256').update(lock).digest('hex');
  if (readText('node_modules/.gengfu-lock') === stamp && findNode()) return;
  if (!isInstalled(lock)) {
    process.stdout.write('更夫 Gengfu: 正在安装依赖,约一分钟 … installing what is missing, about a minute …\n');
    npmCi();
  }
  ensureNode();
  writeFileSync(stampFile, stamp);
}

/** Whether npm's own record of what lies in node_modules agrees with the lock: somebody may have run `npm ci` by hand. */
function isInstalled(lock) {
  const record = readText('node_modules/.package-lock.json');
  if (record === null) return false;
  try {
    const installed = JSON.parse(record).packages;
    return Object.entries(JSON.parse(lock).packages).every(
      // Optional ones are mostly for other systems.
      ([name, { version, optional }]) => name === '' || optional || installed[name]?.version === version,
    );
  } catch {
    return false;
  }
}

function npmCi() {
  const { file, args, shell } = npmCommand();
  const result = spawnSync(file, [...args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    shell,
    env: { ...process.env, ...quietPrisma },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (result.error?.code === 'ENOENT') throw new Error('npm is not on the path; it comes with Node');
  if (result.status !== 0) throw new Error(`npm ci failed:\n${`${result.stdout ?? ''}${result.stderr ?? ''}`.trim()}`);
}

/** Where install scripts are switched off, the package `node` is a box without its content. */
function ensureNode() {
  if (findNode()) return;
  const folder = path.join(root, 'node_modules/node');
  const script = path.join(folder, 'installArchSpecificPackage.js');
  if (existsSync(script)) spawnSync(process.execPath, [script], { cwd: folder, stdio: 'ignore' });
  if (!findNode())
    throw new Error(`Node 24 cannot be installed for ${process.platform} ${process.arch}; install it yourself and start again`);
}
