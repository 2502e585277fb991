// Writes the audit trail as lines that can be checked anywhere: entries with their names, checkpoints, markers, and a seal.
import { createHash } from 'node:crypto';
import { noDigest } from '../../audit/entry.ts';
import { type AuditLine, writeLine } from '../../audit/lines.ts';
import { readEntry } from '../../store/audit/list.ts';
import type { AuditRecords, ChainRow, StoredCheckpoint, StoredCut } from '../../store/audit.ts';
import type { ServiceContext } from '../service-context.ts';

export interface ExportSource {
  readonly audit: AuditRecords;
  readonly trail: ServiceContext['trail'];
  /** Without them the entries stand with their hashes alone, as if all names were erased. */
  readonly names: boolean;
}

/** The first and the last entry; without them the whole trail as it is kept. */
export interface ExportRange {
  readonly first: number;
  readonly last: number;
}

const entriesAtOnce = 500;

/**
 * The same entries, names and checkpoints give the same bytes. A statement that cannot be read goes in as the text it is, so
 * that whoever checks the file comes upon it.
 */
export async function* exportTrail(
  { audit, trail, names }: ExportSource,
  range: ExportRange | null,
): AsyncGenerator<string> {
  const bytes = createHash('sha256');
  let lines = 0;
  const write = (line: AuditLine | StoredCheckpoint | StoredCut): string => {
    const text = line.kind === 'unreadable' ? `${JSON.stringify(line.text)}\n` : writeLine(line);
    bytes.update(text, 'utf8');
    lines += 1;
    return text;
  };
  const cuts = range === null ? await audit.cuts() : [];
  const cut = cuts.at(-1);
  const head = await audit.readHead();
  const last = range?.last ?? head.number;
  let after = range === null ? (cut?.through ?? 0) : range.first - 1;
  const digest = await digestAt(audit, { after, cut });
  const keys = [...new Set([...(await audit.keys()), trail.signer.publicKey])];
  yield write({ kind: 'start', v: 1, after, digest, keys });
  for (const marker of cuts) yield write(marker);
  while (after < last) {
    const rows = await audit.chain({ after, limit: Math.min(entriesAtOnce, last - after) });
    const end = rows.at(-1)?.number;
    if (end === undefined) break;
    const checkpoints = new Map((await audit.checkpoints({ after, through: end })).map((one) => [one.n, one]));
    for (const row of rows) {
      for (const line of linesOf(names ? row : { ...row, people: [] })) yield write(line);
      const checkpoint = checkpoints.get(row.number);
      if (checkpoint !== undefined) yield write(checkpoint);
    }
    after = end;
  }
  const { fault } = trail.state();
  const seal = { kind: 'seal' as const, v: 1 as const, lines, digest: bytes.digest('hex') };
  yield writeLine(
    trail.signer.sign(fault === null ? seal : { ...seal, fault: { entry: fault.entry, code: fault.code } }),
  );
}

function* linesOf({ number, body, digest, people }: ChainRow): Generator<AuditLine> {
  yield { kind: 'entry', entry: readEntry(body), digest, people: people.map(({ part }) => part) };
  for (const { part, username, userKey, salt } of people) {
    yield { kind: 'person', n: number, part, username, userKey, salt };
  }
}

async function digestAt(
  audit: AuditRecords,
  { after, cut }: { after: number; cut: StoredCut | undefined },
): Promise<string> {
  if (after === 0) return noDigest;
  if (cut?.kind === 'cut') return cut.digest;
  const [row] = await audit.chain({ after, limit: 1 });
  return row === undefined ? noDigest : readEntry(row.body).previous;
}
