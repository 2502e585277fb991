// Real reverse proxies for tests, of Debian's packages: nginx and Apache, each with the rule of the guide and little else.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { findFreePort } from '../free-port.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { readRule } from './guide.ts';

const folders = [...(process.env.PATH ?? '').split(path.delimiter), '/usr/sbin', '/usr/local/sbin', '/usr/bin'];
const apacheModules = '/usr/lib/apache2/modules';

export type ProxyKind = 'nginx' | 'apache';

export interface ProxyPlace {
  /** Of the site, empty where there is none. */
  readonly contextPath: string;
  readonly sidecarPort: number;
  readonly confluencePort: number;
}

export interface ReverseProxy {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

interface Settings extends ProxyPlace {
  readonly rule: string;
  readonly port: number;
  readonly folder: string;
}

interface Kind {
  readonly program: string;
  readonly packageName: string;
  readonly write: (settings: Settings) => string;
  readonly args: (folder: string, file: string) => readonly string[];
}

const kinds: Readonly<Record<ProxyKind, Kind>> = {
  nginx: {
    program: 'nginx',
    packageName: 'nginx-light',
    write: writeNginx,
    args: (folder, file) => ['-p', folder, '-e', path.join(folder, 'error.log'), '-c', file],
  },
  apache: {
    program: 'apache2',
    packageName: 'apache2-bin',
    write: writeApache,
    args: (_folder, file) => ['-f', file, '-DFOREGROUND'],
  },
};

/** Why there can be none here, or null. `npm test` installs Debian's packages where it may. */
export function whyNoProxy(kind: ProxyKind): string | null {
  const { program, packageName } = kinds[kind];
  return findProgram(program) === null
    ? `${program} is missing; install it with: apt-get install ${packageName}`
    : null;
}

/** The rule of the guide first, and behind it the general one that leads to Confluence. */
export async function startProxy(kind: ProxyKind, place: ProxyPlace, attempts = 3): Promise<ReverseProxy> {
  const { program, write, args } = kinds[kind];
  const [rule, port, folder] = await Promise.all([
    readRule({ ...place, language: kind }),
    findFreePort(),
    makeTemporaryFolder(),
  ]);
  const file = path.join(folder.path, 'proxy.conf');
  await writeFile(file, write({ ...place, rule, port, folder: folder.path }));
  const said: string[] = [];
  const child = spawn(findProgram(program) ?? program, args(folder.path, file), { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => said.push(String(text)));
  const stop = async (): Promise<void> => {
    await end(child);
    await folder.remove();
  };
  if (await listens(child, port)) return { origin: `http://127.0.0.1:${port}`, stop };
  await stop();
  // Two test files may start at once and want the same free port; then another one is tried.
  if (attempts > 1) return startProxy(kind, place, attempts - 1);
  throw new Error(`${program} did not start: ${said.join('')}`);
}

function writeNginx({ rule, port, confluencePort, folder }: Settings): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `  ${name}_temp_path ${folder}/${name};`,
  );
  return `daemon off;
master_process off;
pid ${folder}/proxy.pid;
events {}
http {
${places.join('\n')}
  access_log off;
  server {
    listen 127.0.0.1:${port};
${rule}
    location / {
      proxy_pass http://127.0.0.1:${confluencePort};
      proxy_set_header Host $host;
    }
  }
}
`;
}

/** The modules are those that the guide names; the last two are what any Apache has. */
function writeApache({ rule, port, confluencePort, folder }: Settings): string {
  const modules = ['proxy', 'proxy_http', 'headers', 'authz_core', 'mpm_event'];
  return `ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
User www-data
Group www-data
DefaultRuntimeDir ${folder}
PidFile ${folder}/proxy.pid
ErrorLog ${folder}/error.log
${modules.map((name) => `LoadModule ${name}_module ${apacheModules}/mod_${name}.so`).join('\n')}
<VirtualHost *:${port}>
${rule}
ProxyPass / http://127.0.0.1:${confluencePort}/
</VirtualHost>
`;
}

async function listens(child: ChildProcess, port: number): Promise<boolean> {
  const until = performance.now() + 20_000;
  while (child.exitCode === null && child.signalCode === null && performance.now() < until) {
    if (await canConnect(port)) return true;
    await wait(20);
  }
  return false;
}

function canConnect(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(patience);
}

function findProgram(name: string): string | null {
  const folder = folders.find((one) => existsSync(path.join(one, name)));
  return folder === undefined ? null : path.join(folder, name);
}
