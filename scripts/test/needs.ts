// What tests need beside npm packages, and how it comes onto a Debian machine; without it those tests are skipped aloud.
import { spawn } from 'node:child_process';
import { accessSync, constants, readdirSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');

interface Need {
  /** Program that must be there. */
  readonly command: string;
  /** Debian packages that bring it. */
  readonly packages: readonly string[];
  /** Tests that cannot run without it: a folder of the repository. */
  readonly folder: string;
}

const needs: readonly Need[] = [
  { command: 'chromium', packages: ['chromium'], folder: 'test/e2e' },
  { command: 'mariadb-install-db', packages: ['mariadb-server'], folder: 'test/contracts/database' },
  { command: 'nginx', packages: ['nginx-light'], folder: 'test/integration/reverse-proxy' },
  { command: 'apache2', packages: ['apache2-bin'], folder: 'test/integration/reverse-proxy' },
  { command: 'javac', packages: ['default-jdk-headless'], folder: 'test/integration/java-engines' },
  {
    command: 'bnd',
    packages: ['bnd', 'velocity', 'libsitemesh-java', 'libservlet-api-java', 'libfelix-framework-java'],
    folder: 'test/integration/java-engines',
  },
];

/** Tests that are left out, and why. */
export interface LeftOut {
  readonly folder: string;
  readonly reason: string;
}

/** Installs what is missing when that is possible here; gives back what has to be left out. */
export async function meetNeeds(): Promise<LeftOut[]> {
  const missing = needs.filter(({ command, folder }) => hasTests(folder) && !isOnPath(command));
  if (missing.length > 0 && canInstall()) await install(missing);
  return missing
    .filter(({ command }) => !isOnPath(command))
    .map(({ command, packages, folder }) => ({
      folder,
      reason: `${command} is missing; install it with: apt-get install ${packages.join(' ')}`,
    }));
}

function hasTests(folder: string): boolean {
  try {
    return readdirSync(path.join(root, folder), { recursive: true }).some((name) => String(name).endsWith('.test.ts'));
  } catch {
    return false;
  }
}

/** Servers lie outside the path of ordinary people, who may start them all the same. */
function isOnPath(command: string): boolean {
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(path.join(folder, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function canInstall(): boolean {
  return process.getuid?.() === 0 && isOnPath('apt-get');
}

/** One after the other: a release of Debian that lacks a package of one need has those of the others all the same. */
async function install(missing: readonly Need[]): Promise<void> {
  await runApt(['update', '-qq']);
  for (const { packages } of missing) {
    process.stdout.write(`Installing ${packages.join(', ')} for the tests …\n`);
    await runApt(['install', '-y', '-qq', '--no-install-recommends', ...packages]);
  }
}

/** What apt says goes to stderr; whether it worked shows in what is on the path afterwards. */
function runApt(args: readonly string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const child = spawn('apt-get', args, { stdio: ['ignore', process.stderr.fd, process.stderr.fd], env });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve());
  });
}
