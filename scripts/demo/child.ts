// Starts one of our programs as a child process, waits for the line that says it is ready, and ends it by its id.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Child {
  /** The line of stdout that said it is ready, parsed. */
  readonly ready: Record<string, unknown>;
  readonly stop: () => Promise<void>;
}

export interface ChildOptions {
  /** Path from the root of the repository. */
  readonly program: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Addresses of modules that are loaded before the program. */
  readonly preloads?: readonly string[];
  readonly isReady: (line: Record<string, unknown>) => boolean;
  /** Every later line of stdout, and all of stderr. */
  readonly onLine: (line: string) => void;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;

/** In groups of their own they outlive us, unless we see to it however we end. */
const living = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of living) child.kill('SIGTERM');
});

/** Resolves once the child is ready; rejects with its last words when it ends before. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { program, args = [], env = {}, preloads = [], isReady, onLine } = options;
  const imports = preloads.flatMap((file) => ['--import', file]);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...imports, program, ...args], {
    cwd: root,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C reaches the whole foreground group: in a group of their own, children are ended by us, in order.
    detached: true,
  });
  living.add(child);
  child.once('exit', () => living.delete(child));
  const lastWords: string[] = [];
  const hear = (line: string): void => {
    lastWords.push(line);
    if (lastWords.length > 20) lastWords.shift();
    onLine(line);
  };
  createInterface({ input: child.stderr }).on('line', hear);
  const ready = await new Promise<Record<string, unknown>>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${program} did not get ready in time`)), startTimeoutMs);
    const fail = (): void => reject(new Error(`${program} ended:\n${lastWords.join('\n')}`));
    child.once('exit', fail);
    child.once('error', reject);
    createInterface({ input: child.stdout }).on('line', (line) => {
      const parsed = parseLine(line);
      if (parsed === null || !isReady(parsed)) return hear(line);
      clearTimeout(timer);
      child.off('exit', fail);
      resolve(parsed);
    });
  }).catch(async (error: unknown) => {
    await stopChild(child);
    throw error;
  });
  return { ready, stop: () => stopChild(child) };
}

/** Settings of a real installation that happen to stand in the shell must not leak into the demo. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('UM_')));
}

function parseLine(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return null;
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
  await ended;
  clearTimeout(timer);
}
