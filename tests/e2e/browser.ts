import { existsSync } from 'node:fs';
import path from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** A browser of this machine, null where there is none; says so aloud, for a test that is skipped in silence is forgotten. */
export function findBrowser(): string | null {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const found = folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
  if (!found) process.stderr.write(`SKIPPED: no browser on PATH (${names.join(', ')}); the sandbox page is not tried\n`);
  return found ?? null;
}

/** Headless, and quiet on the network: nothing but the page under test is asked for. */
export const launchBrowser = (executablePath: string): Promise<Browser> =>
  chromium.launch({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
