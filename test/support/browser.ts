// A real Chromium for tests, Debian's package, without a word to anybody but this machine.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';

const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/bin'];

/** Why there can be no browser here, or null. `npm test` installs Debian's package where it may. */
export function whyNoBrowser(): string | null {
  return findBrowser() === null ? 'chromium is missing; install it with: apt-get install chromium' : null;
}

/** Throws where there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error(whyNoBrowser() ?? '');
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
}

function findBrowser(): string | null {
  const folder = folders.find((one) => existsSync(path.join(one, 'chromium')));
  return folder === undefined ? null : path.join(folder, 'chromium');
}
