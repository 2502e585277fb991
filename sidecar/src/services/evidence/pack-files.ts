// The files of an evidence pack, in their order: words first, then what there was, was laid down, was decided, was done.
import { stableText } from '../../domain/plan/stable-text.ts';
import type { Batch, Period, ProofLine } from '../../store/proof.ts';
import type { Store } from '../../store/store.ts';
import { exportTrail } from '../audit/export-trail.ts';
import type { ServiceContext } from '../service-context.ts';
import { countDormant, writeDormantTable } from './dormant.ts';
import { listAccounts, listExceptions, listOutcomes } from './lists.ts';
import { type ProofRun, writeRuns } from './read-runs.ts';
import { writeReadme } from './readme.ts';
import { namelessDecision, namelessExemption, namelessRun, namelessVersion } from './without-people.ts';

interface Input {
  readonly store: Pick<Store, 'audit' | 'proof'>;
  readonly trail: ServiceContext['trail'];
  readonly period: Period;
  /** Without them nobody is named, and the lists of people are left out. */
  readonly names: boolean;
}

interface PackFile {
  readonly name: string;
  /** Read while they are written: no file is ever whole in memory. */
  readonly pieces: AsyncIterable<string> | Iterable<string>;
}

/** Each file is to be read to its end before the next is asked for. */
export async function* listPackFiles({ store, trail, period, names }: Input): AsyncGenerator<PackFile> {
  const { proof, audit } = store;
  const unlessNamed = (bare: (line: ProofLine) => ProofLine) => (names ? (line: ProofLine) => line : bare);
  // First, so that no run whose end is in it can be missing among the runs that are read later.
  const range = (await audit.numbersWithin(period)) ?? { first: 1, last: 0 };
  yield { name: 'README.txt', pieces: [writeReadme(period, names)] };
  const snapshots = await proof.snapshots(period);
  const dormant = await countDormant(proof, snapshots.at(-1) ?? null);
  yield { name: 'cis-5.3.csv', pieces: [writeDormantTable(dormant)] };
  if (names) yield { name: 'cis-5.3-accounts.csv', pieces: listAccounts(proof, dormant) };
  const exemptions = await proof.exemptions(period);
  if (names) yield { name: 'exceptions.csv', pieces: listExceptions(exemptions) };
  const days = await proof.days(period);
  yield lines('population.jsonl', [
    ...days.map((day) => ({ kind: 'day', ...day })),
    ...snapshots.map(({ line }) => ({ kind: 'reading', ...line })),
  ]);
  yield lines('policies.jsonl', (await proof.versions(period)).map(unlessNamed(namelessVersion)));
  yield lines('approvals.jsonl', (await proof.decisions(period)).map(unlessNamed(namelessDecision)));
  yield lines('exemptions.jsonl', exemptions.map(unlessNamed(namelessExemption)));
  const runs: ProofRun[] = [];
  yield { name: 'runs.jsonl', pieces: writeRuns({ proof, period, runs }, unlessNamed(namelessRun)) };
  if (names) yield { name: 'outcomes.csv', pieces: listOutcomes(proof, runs) };
  const steps = gather(runs, { read: (query) => proof.steps(query), idOf: ({ step }) => step });
  yield { name: 'steps.jsonl', pieces: steps };
  const journal = gather(runs, { read: (query) => proof.journal(query), idOf: ({ id }) => id });
  yield { name: 'journal.jsonl', pieces: journal };
  yield { name: 'audit.jsonl', pieces: exportTrail({ audit, trail, names }, range) };
}

function lines(name: string, rows: readonly ProofLine[]): PackFile {
  return { name, pieces: rows.map((row) => `${stableText(row)}\n`) };
}

const rowsAtOnce = 500;

async function* gather<Row extends object>(
  runs: readonly ProofRun[],
  { read, idOf }: { read: (query: Batch & { runId: number }) => Promise<readonly Row[]>; idOf: (row: Row) => number },
): AsyncGenerator<string> {
  for (const { id: runId } of runs) {
    for (let after = 0, more = true; more; ) {
      const rows = await read({ runId, after, limit: rowsAtOnce });
      yield rows.map((row) => `${stableText(row)}\n`).join('');
      const last = rows.at(-1);
      if (last !== undefined) after = idOf(last);
      more = rows.length === rowsAtOnce;
    }
  }
}
