// `npm start`: the product at work against a stand-in Confluence; with `--once` the main job without a person.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { writeMissingConsole } from './build/write-console.ts';
import type { Demo, DemoOptions } from './demo/demo.ts';
import { type DemoFlags, demoUsage, readDemoFlags } from './demo/flags.ts';
import type { Figures } from './demo/main-job.ts';
import { runOnce } from './demo/once.ts';
import { showDemo } from './demo/shown.ts';

/** So long a signal may come again by itself: from the terminal, and passed on by whoever started us. */
const echoMs = 2_000;

const flags = readDemoFlags(process.argv.slice(2));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

if (flags === 'help') say(demoUsage);
else if ('fault' in flags) {
  process.stderr.write(`${flags.fault}\n\n${demoUsage}`);
  process.exitCode = 2;
} else process.exitCode = await show(flags);

async function show(chosen: DemoFlags): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'um-demo-'));
  const mailFolder = chosen.once ? path.join(folder, 'mails') : path.resolve(import.meta.dirname, '../data/demo-mails');
  const options: DemoOptions = { flags: chosen, folder, mailFolder, say };
  const ended = waitForSignal();
  try {
    if (chosen.once) return tellFigures(await runOnce(options));
    await writeMissingConsole(say);
    await showDemo({ ...options, ended, onShown: (demo, panelUrl) => tellWhereToLook({ demo, mailFolder, panelUrl }) });
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The last line of stdout: after it nothing is said any more. */
function tellFigures(figures: Figures): number {
  say(JSON.stringify(figures));
  return figures.ok ? 0 : 1;
}

interface Places {
  readonly demo: Demo;
  readonly mailFolder: string;
  readonly panelUrl: string;
}

function tellWhereToLook({ demo, mailFolder, panelUrl }: Places): void {
  const { apiUrl, lab, catcher } = demo;
  const { username, password, token } = lab.admin;
  say('');
  const signIn = token === '' ? 'with the name and password below' : 'with the token below';
  say(
    `Inside Confluence   ${lab.baseUrl}/admin/plugins/user-management/console.action   (log in by name and password)`,
  );
  say(`On its own   ${apiUrl.replace(/api\/v1$/, '')}   (sign in ${signIn}; REST under api/v1)`);
  say(`Stand-in Confluence   ${lab.baseUrl}   control address ${lab.controlUrl}`);
  say(`Demo panel   ${panelUrl}   (log-ins, synchronisation, clock and version of the stand-in)`);
  say(`Demo login   ${username} / ${password}   token ${token}`);
  say(`${catcher.mails.length} report mails   ${mailFolder}`);
  say('It starts in observe mode: it reads and rehearses only. Ctrl-C stops everything.');
}

/** Resolves with the first signal; one that comes later than its echo is impatience, and ends us at once. */
function waitForSignal(): Promise<void> {
  // With its terminal a program loses what it writes to; that must not keep it from stopping everything.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return new Promise((resolve) => {
    let firstMs: number | null = null;
    const hear = (): void => {
      if (firstMs !== null && Date.now() - firstMs > echoMs) process.exit(1);
      firstMs ??= Date.now();
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, hear);
  });
}
