// Starts the lab in a process of its own for a benchmark, so that its work is not counted as the sidecar's.
import { type Child, startChild } from '../../scripts/demo/child.ts';

export interface LabProcess {
  readonly baseUrl: string;
  readonly controlUrl: string;
  readonly service: { readonly username: string; readonly token: string };
  readonly stop: Child['stop'];
}

export async function startLabProcess(options: { users: number; latencyMs: number }): Promise<LabProcess> {
  const ports = ['--port', '0', '--crowd-port', '0', '--control-port', '0'];
  const lab = await startChild({
    program: 'test/lab/main.ts',
    args: [...ports, '--users', String(options.users), '--latency-ms', String(options.latencyMs)],
    isReady: (line) => line.ready === true,
    onLine: () => undefined,
  });
  return { ...(lab.ready as unknown as Omit<LabProcess, 'stop'>), stop: lab.stop };
}

/** Prints one figure line; benchmarks print nothing else on stdout. */
export function printFigures(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
