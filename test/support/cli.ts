// Runs `user-management` as a process of its own and hears what it says.
import type { DoctorReport } from '../../sidecar/src/cli/doctor/report.ts';
import { runCommandLine } from '../../sidecar/src/cli/frame/run-command-line.ts';
import { type Clock, systemClock } from '../../sidecar/src/clock.ts';
import type { Lab } from '../lab/lab.ts';
import { startProcess } from './process.ts';

export interface CliEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line to its end; only the given variables configure it. */
export async function runCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliEnd> {
  const child = startProcess('sidecar/src/cli.ts', args, { NO_COLOR: '1', ...env });
  const { code } = await child.ended;
  return { code, stdout: child.stdout.join('\n'), stderr: child.stderr.join('\n') };
}

/** Runs one command line within this process, where a process of its own would prove nothing more. */
export async function runCliHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  clock: Clock = systemClock,
): Promise<CliEnd> {
  const said = { stdout: '', stderr: '' };
  const code = await runCommandLine(args, {
    env,
    clock,
    columns: null,
    colours: false,
    askSecret: null,
    out: (text) => {
      said.stdout += text;
    },
    err: (text) => {
      said.stderr += text;
    },
  });
  return { code, stdout: said.stdout.trimEnd(), stderr: said.stderr.trimEnd() };
}

/** Runs the doctor within this process; `about` gives what a check found. */
export async function runDoctor(env: Readonly<Record<string, string>>, flags: readonly string[] = []) {
  const { code, stdout } = await runCliHere(['doctor', '--json', ...flags], env);
  const report = JSON.parse(stdout) as DoctorReport;
  if (report.exitCode !== code) throw new Error(`the report says ${report.exitCode} and the process ${code}`);
  return { code, report, about: (check: string) => report.findings.filter((finding) => finding.check === check) };
}

/** Configures it for a lab; a variable that is given as empty counts as not set. */
export function cliEnvironment(
  { baseUrl, service }: Pick<Lab, 'baseUrl' | 'service'>,
  more: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const { username, token, password = '' } = service;
  return {
    UM_CONFLUENCE_URL: baseUrl,
    ...(token === '' ? { UM_CONFLUENCE_USERNAME: username, UM_CONFLUENCE_PASSWORD: password } : {}),
    UM_CONFLUENCE_TOKEN: token,
    UM_SECRET: 'a secret of at least thirty-two characters',
    UM_DATABASE_URL: 'sqlite:/nowhere/but/memory.db',
    ...more,
  };
}
