// The files of an evidence pack, in their order: words first, then what there was, was laid down, was decided, was done.
import type { Signer } from '../../audit/signature.ts';
import { stableText } from '../../domain/plan/stable-text.ts';
import type { Period, ProofLine } from '../../store/proof.ts';
import type { Store } from '../../store/store.ts';
import { exportTrail } from '../audit/export-trail.ts';
import { countDormant, writeDormantTable } from './dormant.ts';

interface Input {
  readonly store: Pick<Store, 'audit' | 'proof'>;
  readonly signer: Signer;
  readonly period: Period;
}

interface PackFile {
  readonly name: string;
  readonly text: string;
}

export async function* listPackFiles({ store, signer, period }: Input): AsyncGenerator<PackFile> {
  const { proof, audit } = store;
  yield { name: 'README.txt', text: words(period) };
  const snapshots = await proof.snapshots(period);
  const dormant = await countDormant(proof, snapshots.at(-1) ?? null);
  yield { name: 'cis-5.3.csv', text: writeDormantTable(dormant) };
  const days = await proof.days(period);
  const readings = snapshots.map(({ line }) => line);
  yield lines('population.jsonl', [
    ...days.map((day) => ({ kind: 'day', ...day })),
    ...readings.map((one) => ({ kind: 'reading', ...one })),
  ]);
  yield lines('policies.jsonl', await proof.versions(period));
  yield lines('approvals.jsonl', await proof.decisions(period));
  yield lines('exemptions.jsonl', await proof.exemptions(period));
  const runs = await proof.runs(period);
  yield lines(
    'runs.jsonl',
    runs.map(({ line }) => line),
  );
  const ids = runs.map(({ id }) => id);
  yield {
    name: 'steps.jsonl',
    text: await gather(
      ids,
      (query) => proof.steps(query),
      ({ step }) => step,
    ),
  };
  yield {
    name: 'journal.jsonl',
    text: await gather(
      ids,
      (query) => proof.journal(query),
      ({ id }) => id,
    ),
  };
  const range = await audit.numbersWithin(period);
  let trail = '';
  for await (const line of exportTrail({ audit, signer }, range ?? { first: 1, last: 0 })) trail += line;
  yield { name: 'audit.jsonl', text: trail };
}

function lines(name: string, rows: readonly ProofLine[]): PackFile {
  return { name, text: rows.map((row) => `${stableText(row)}\n`).join('') };
}

const rowsAtOnce = 1_000;

async function gather<Row extends object>(
  runs: readonly number[],
  read: (query: { runId: number; after: number; limit: number }) => Promise<readonly Row[]>,
  idOf: (row: Row) => number,
): Promise<string> {
  const texts: string[] = [];
  for (const runId of runs) {
    for (let after = 0; ; ) {
      const rows = await read({ runId, after, limit: rowsAtOnce });
      texts.push(rows.map((row) => `${stableText(row)}\n`).join(''));
      const last = rows.at(-1);
      if (last === undefined || rows.length < rowsAtOnce) break;
      after = idOf(last);
    }
  }
  return texts.join('');
}

function words({ from, to }: Period): string {
  return `Evidence of user management in Confluence, from ${from} to ${to} (the end is not part of it).

cis-5.3.csv      accounts without use for 45 days, in the layout of CIS Control 5.3
population.jsonl how many users there were, day by day, and each reading that is still kept
policies.jsonl   every version of a policy that was in force, with its digest
approvals.jsonl  who approved or rejected which plan, by the digest of the plan
exemptions.jsonl whom no policy may touch, who answers for it and until when
runs.jsonl       each run that ended, with its report
steps.jsonl      each change to one user: planned, done, read back; users by the salted hash in their plan
journal.jsonl    what was written before and after each call
audit.jsonl      the audit trail of the period
manifest.json    size and SHA-256 of each file, signed with Ed25519

user-management audit verify FILE checks all of it offline: the archive, the signature, the checksums, the chain of the trail,
and that reports and journal give the digests that the trail carries.
`;
}
