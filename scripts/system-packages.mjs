import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import path from 'node:path';

const aptTimeLimitMs = 240_000;

const onPath = (...names) =>
  [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
    '/opt/homebrew/bin',
  ].some((folder) =>
    names.some((name) => {
      try {
        accessSync(path.join(folder, name), constants.X_OK);
        return true;
      } catch {
        return false;
      }
    }),
  );
const hasFont = (family) => (spawnSync('fc-list', [family], { encoding: 'utf8' }).stdout ?? '').trim() !== '';

/** What some tests need beside npm packages. Without a font nothing fails, but pictures of the page show boxes. */
const needs = [
  { package: 'dovecot-imapd', what: 'mail tests against a real IMAP server', isThere: () => onPath('dovecot') },
  {
    package: 'chromium',
    what: 'sandbox page tests in a real browser',
    isThere: () =>
      existsSync(process.env.CHROMIUM_PATH ?? '/nowhere') ||
      onPath('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
  },
  { package: 'redis-server', what: 'tests of several processes', isThere: () => onPath('redis-server') },
  { package: 'fonts-noto-color-emoji', what: 'emoji in pictures of the page', isThere: () => hasFont('Noto Color Emoji') },
  { package: 'fonts-wqy-microhei', what: 'Chinese in pictures of the page', isThere: () => hasFont(':lang=zh') },
];

/**
 * Installs what is missing where that is possible without asking anybody.
 * @returns what is still missing, and why
 */
export function provideSystemPackages() {
  const missing = needs.filter(({ isThere }) => !isThere());
  if (missing.length === 0) return [];
  const hindrance = installByApt(missing.map((need) => need.package));
  return missing
    .filter(({ isThere }) => !isThere())
    .map((need) => ({ what: need.what, because: `${need.package} is not installed${hindrance}` }));
}

/** @returns why it could not be done, as the end of a sentence */
function installByApt(packages) {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
    return ' and only root on Debian or Ubuntu gets it installed here';
  process.stdout.write(`Installing system packages that tests need: ${packages.join(' ')} …\n`);
  const until = Date.now() + aptTimeLimitMs;
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', '-o', 'DPkg::Lock::Timeout=60', ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      timeout: Math.max(1_000, until - Date.now()),
    });
  apt('update');
  const result = apt('install', '-y', '--no-install-recommends', ...packages);
  if (result.status === 0) return '';
  const words = (result.stderr ?? '').trim().split('\n').pop();
  return result.signal
    ? ` (apt-get took longer than ${aptTimeLimitMs / 1000} s)`
    : ` (apt-get: ${words || `code ${result.status}`})`;
}
