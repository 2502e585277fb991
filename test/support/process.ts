// Starts the sidecar as a process of its own, hears every line it says, and ends it by its id.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type ApiClient, signIn, waitFor } from '../../scripts/demo/api.ts';
import type { Lab } from '../lab/lab.ts';
import { placeNewestStore } from './newest-store.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const clockAhead = new URL('./clock-ahead.ts', import.meta.url).href;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Process {
  readonly pid: number;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
  readonly ended: Promise<Ended>;
  readonly hasEnded: () => boolean;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Reads its standard output no more, as when whatever collects a log is gone. */
  readonly stopReading: () => void;
}

/** Starts a program of this repository; variables of the shell that configure a sidecar are left out. */
export function startProcess(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  preloads: readonly string[] = [],
): Process {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:UM_|VITEST|NODE_OPTIONS)/.test(name));
  const imports = preloads.flatMap((file) => ['--import', file]);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...imports, program, ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stdout: string[] = [];
  const stderr: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => stdout.push(line));
  createInterface({ input: child.stderr }).on('line', (line) => stderr.push(line));
  return {
    pid: requirePid(child),
    stdout,
    stderr,
    ended: new Promise((resolve) => child.once('close', (code, signal) => resolve({ code, signal }))),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: (signal) => void child.kill(signal),
    stopReading: () => child.stdout.destroy(),
  };
}

function requirePid(child: ChildProcess): number {
  if (child.pid === undefined) throw new Error('the process did not start');
  return child.pid;
}

/** Ends processes that are still there; for the end of a test, whatever became of it. */
export async function endProcesses(processes: readonly Process[]): Promise<void> {
  for (const one of processes) if (!one.hasEnded()) one.kill('SIGKILL');
  await Promise.all(processes.map((one) => one.ended));
}

export interface SidecarProcess extends Process {
  readonly apiUrl: string;
  /** Signs in as the lab's administrator. */
  readonly signIn: () => Promise<ApiClient>;
}

export interface SidecarEnvironment {
  readonly lab: Pick<Lab, 'baseUrl' | 'service'>;
  readonly databaseFile: string;
  /** How far its clock is ahead of the machine's: a process that takes up a dead one's work need not wait for its lease. */
  readonly aheadMs?: number;
  readonly more?: Readonly<Record<string, string>>;
}

/** What a sidecar needs to start beside a lab, on any free port. */
export function sidecarEnvironment({ lab, databaseFile, more = {} }: SidecarEnvironment): Record<string, string> {
  return {
    UM_CONFLUENCE_URL: lab.baseUrl,
    UM_CONFLUENCE_TOKEN: lab.service.token,
    UM_DATABASE_URL: `sqlite:${databaseFile}`,
    UM_LISTEN: '127.0.0.1:0',
    UM_SECRET: 'a secret of at least thirty-two characters',
    UM_LOG_LEVEL: 'debug',
    ...more,
  };
}

/** Starts a sidecar and waits until it listens. */
export async function startSidecarProcess(
  environment: SidecarEnvironment & { readonly lab: Pick<Lab, 'baseUrl' | 'service' | 'admin'> },
  started: Process[],
): Promise<SidecarProcess> {
  const { aheadMs = 0, databaseFile } = environment;
  await placeNewestStore(databaseFile);
  const child =
    aheadMs === 0
      ? startProcess('sidecar/src/main.ts', [], sidecarEnvironment(environment))
      : startProcess('sidecar/src/main.ts', [], { ...sidecarEnvironment(environment), CLOCK_AHEAD_MS: `${aheadMs}` }, [
          clockAhead,
        ]);
  started.push(child);
  const line = await waitFor('the sidecar', async () => {
    if (child.hasEnded()) throw new Error(`the sidecar ended:\n${[...child.stdout, ...child.stderr].join('\n')}`);
    return findLine(child, 'listening');
  });
  const { port } = line.address as { port: number };
  const apiUrl = `http://127.0.0.1:${port}${environment.more?.UM_BASE_PATH ?? '/user-management'}/api/v1`;
  return { ...child, apiUrl, signIn: () => signIn(apiUrl, { token: environment.lab.admin.token }) };
}

/** The first log line with this message, parsed; null while there is none. */
export function findLine({ stdout }: Pick<Process, 'stdout'>, message: string): Record<string, unknown> | null {
  for (const line of stdout) {
    if (!line.includes(`"msg":"${message}"`)) continue;
    return JSON.parse(line) as Record<string, unknown>;
  }
  return null;
}
