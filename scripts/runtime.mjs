import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Type stripping without a flag and without a warning begins here. */
const leastMajor = 24;

/**
 * The Node that runs the TypeScript sources: the npm package `node` of this checkout, else the Node at work when it is
 * new enough. Null before the first install.
 */
export function findNode() {
  for (const name of ['node', 'node.exe']) {
    const file = path.join(root, 'node_modules/node/bin', name);
    // On Windows the package leaves an empty `node` beside `node.exe`.
    if (existsSync(file) && (name.endsWith('.exe') || process.platform !== 'win32')) return file;
  }
  return Number(process.versions.node.split('.')[0]) >= leastMajor && existsSync(process.execPath) ? process.execPath : null;
}

/** Flags of the service. */
export function serviceFlags() {
  const settings = path.join(root, '.env');
  return [
    '--disable-warning=ExperimentalWarning',
    // A small young generation keeps the service under 250 MB; it costs a flood about 4 %.
    '--max-semi-space-size=4',
    // Settings may stand in a file beside README.md; what the environment says goes first.
    ...(existsSync(settings) ? [`--env-file=${settings}`] : []),
  ];
}

/** Compiled code of earlier starts; goes with the installation it was compiled from. */
export const compileCache = path.join(root, 'node_modules/.cache/gengfu-compiled');

/** `npm` as a command and its first arguments; the one that runs us where there is one. */
export function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  // Not our own node_modules/node: an install replaces it.
  if (script?.endsWith('.js') && node && existsSync(node) && !node.startsWith(root))
    return { file: node, args: [script], shell: false };
  return { file: 'npm', args: [], shell: process.platform === 'win32' };
}

export const quietPrisma = {
  // Any existing file will do: then Prisma downloads no engine. Nothing here runs one (src/store/migrate.ts).
  PRISMA_SCHEMA_ENGINE_BINARY: fileURLToPath(import.meta.url),
  PRISMA_HIDE_UPDATE_MESSAGE: '1',
  CHECKPOINT_DISABLE: '1',
};

/** A file of the checkout, null when it cannot be read. */
export const readText = (file) => {
  try {
    return readFileSync(path.join(root, file), 'utf8');
  } catch {
    return null;
  }
};
