// The lists behind the counts of an evidence pack, as CSV that a spreadsheet may open: accounts, exceptions, outcomes of users.
import type { ProofLine, ProofOutcome } from '../../store/proof.ts';
import type { Store } from '../../store/store.ts';
import { cellsOfChange, changeColumns, type Row } from '../exports/rows.ts';
import { writeText } from '../exports/write-text.ts';
import { accountColumns, type DormantCount, rowOfAccount } from './dormant.ts';
import type { ProofRun } from './read-runs.ts';

type Proof = Store['proof'];

const rowsAtOnce = 500;

/** With its head alone where no reading of the period is kept. */
export function listAccounts(proof: Proof, count: DormantCount | null): AsyncIterable<string> {
  async function* read(): AsyncGenerator<readonly Row[]> {
    if (count === null) return;
    const { snapshotId, before } = count;
    for (let after = '', more = true; more; ) {
      const accounts = await proof.dormant({ snapshotId, before, after, limit: rowsAtOnce });
      yield accounts.map(rowOfAccount);
      after = accounts.at(-1)?.userKey ?? after;
      more = accounts.length === rowsAtOnce;
    }
  }
  return writeTable(accountColumns, read());
}

const exceptionColumns = [
  'exemption',
  'subject',
  'name',
  'owner',
  'reason',
  'added_at',
  'added_by',
  'ends_at',
  'ended_at',
  'ended_by',
] as const;

export function listExceptions(exemptions: readonly ProofLine[]): AsyncIterable<string> {
  const cell = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? value : null);
  const rows = exemptions.map((one): Row => {
    return {
      exemption: cell(one.exemption),
      subject: cell(one.subject),
      name: cell(one.name),
      owner: cell(one.owner),
      reason: cell(one.reason),
      added_at: cell(one.addedAt),
      added_by: cell(one.addedBy),
      ends_at: cell(one.endsAt),
      ended_at: cell(one.endedAt),
      ended_by: cell(one.endedBy),
    };
  });
  async function* once(): AsyncGenerator<readonly Row[]> {
    yield rows;
  }
  return writeTable(exceptionColumns, once());
}

const outcomeColumns = [
  'run',
  'policy',
  'policy_version',
  'mode',
  'step',
  'user_key',
  'username',
  'display_name',
  ...changeColumns,
] as const;

/** What became of each user: a row a change. Names that were erased since are empty. */
export function listOutcomes(proof: Proof, runs: readonly ProofRun[]): AsyncIterable<string> {
  async function* read(): AsyncGenerator<readonly Row[]> {
    for (const run of runs) {
      for (let after = 0, more = true; more; ) {
        const outcomes = await proof.outcomes({ runId: run.id, after, limit: rowsAtOnce });
        yield outcomes.map((outcome) => rowOfOutcome(run, outcome));
        after = outcomes.at(-1)?.step ?? after;
        more = outcomes.length === rowsAtOnce;
      }
    }
  }
  return writeTable(outcomeColumns, read());
}

function rowOfOutcome({ id, policy, version, mode }: ProofRun, one: ProofOutcome): Row {
  const { step, userKey, username, displayName } = one;
  return {
    run: id,
    policy,
    policy_version: version,
    mode,
    step,
    user_key: userKey,
    username,
    display_name: displayName,
    ...cellsOfChange(one),
  };
}

function writeTable(columns: readonly string[], batches: AsyncIterable<readonly Row[]>): AsyncIterable<string> {
  return writeText(batches, { format: 'csv', columns, bom: false });
}
