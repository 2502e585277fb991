// Runs every gate, two at a time, and tells each one's end in one line on stdout; faults follow their line.
import type { Gate, GateReport } from './gate.ts';
import { importsGate } from './imports.ts';
import { styleGate } from './style.ts';
import { treeGate } from './tree.ts';
import { typesGate } from './types.ts';
import { unusedGate } from './unused.ts';

/** The slowest first, so that the others fill the time beside it. */
const gates: readonly Gate[] = [typesGate, unusedGate, importsGate, styleGate, treeGate];
const atOnce = 2;
const toldFaults = 60;

export interface GateCounts {
  readonly passed: number;
  readonly failed: number;
}

/** Runs all gates; none stops the others. */
export async function runGates(): Promise<GateCounts> {
  const waiting = [...gates];
  const passed: boolean[] = [];
  const work = async () => {
    for (let gate = waiting.shift(); gate !== undefined; gate = waiting.shift()) passed.push(await runGate(gate));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { passed: passed.filter(Boolean).length, failed: passed.filter((one) => !one).length };
}

async function runGate({ name, run }: Gate): Promise<boolean> {
  const startedAt = performance.now();
  const { summary, faults } = await run().catch(reportCrash);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const state = faults.length === 0 ? 'ok    ' : 'FAILED';
  process.stdout.write(`gate ${name.padEnd(8)} ${state} ${seconds} s  ${summary}\n`);
  for (const fault of faults.slice(0, toldFaults)) process.stdout.write(`  ${fault}\n`);
  if (faults.length > toldFaults) process.stdout.write(`  … and ${faults.length - toldFaults} more lines\n`);
  return faults.length === 0;
}

function reportCrash(error: unknown): GateReport {
  return {
    summary: 'could not run',
    faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
  };
}
