// The lab in a process of its own for a benchmark, so that its work is not counted as the sidecar's.
import { type LabProcess, startLabProcess } from '../../scripts/demo/lab-ready.ts';

/** Starts a lab on free ports with so many users and so much latency. */
export function startBenchLab({ users, latencyMs }: { users: number; latencyMs: number }): Promise<LabProcess> {
  const ports = ['--port', '0', '--crowd-port', '0', '--control-port', '0'];
  return startLabProcess([...ports, '--users', String(users), '--latency-ms', String(latencyMs)]);
}

/** Prints one figure line; benchmarks print nothing else on stdout. */
export function printFigures(figures: object): void {
  process.stdout.write(`${JSON.stringify(figures)}\n`);
}
