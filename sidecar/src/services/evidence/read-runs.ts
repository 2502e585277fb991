// The runs of a period as an evidence pack tells of them, some at a time: their reports are the longest lines there are.
import { stableText } from '../../domain/plan/stable-text.ts';
import type { Mode } from '../../domain/policy.ts';
import type { Period, ProofLine } from '../../store/proof.ts';
import type { Store } from '../../store/store.ts';

/** What every row about one of its users needs of a run. */
export interface ProofRun {
  readonly id: number;
  readonly policy: string;
  readonly version: number;
  readonly mode: Mode;
}

const runsAtOnce = 20;

/** Writes a line a run by `write`, and notes the run for what comes later. */
export async function* writeRuns(
  { proof, period, runs }: { readonly proof: Store['proof']; readonly period: Period; readonly runs: ProofRun[] },
  write: (line: ProofLine) => ProofLine,
): AsyncGenerator<string> {
  for (let after = 0, more = true; more; ) {
    const found = await proof.runs({ ...period, after, limit: runsAtOnce });
    for (const { run, line } of found) {
      runs.push({ id: run.id, policy: run.policyId, version: run.policyVersion, mode: run.mode });
      yield `${stableText(write(line))}\n`;
    }
    after = found.at(-1)?.run.id ?? after;
    more = found.length === runsAtOnce;
  }
}
