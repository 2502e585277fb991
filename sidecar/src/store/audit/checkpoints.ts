// Keeps signed checkpoints of the chain: whoever has one can tell later whether the trail still begins the same way.
import { type CheckpointLine, readCheckpoint, writeLine } from '../../audit/lines.ts';
import type { StoredCheckpoint } from '../audit.ts';
import type { Rows } from '../tables.ts';

export async function readCheckpoints(
  rows: Rows,
  { after, through }: { after: number; through: number },
): Promise<StoredCheckpoint[]> {
  const found = await select(rows).where('number', '>', after).where('number', '<=', through).execute();
  return found.map(read);
}

export async function readLastCheckpoint(rows: Rows): Promise<StoredCheckpoint | null> {
  const row = await rows
    .selectFrom('audit_checkpoints')
    .select(['number', 'statement'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : read(row);
}

export async function readUnfiled(rows: Rows, limit: number): Promise<StoredCheckpoint[]> {
  return (await select(rows).where('filed_at', 'is', null).limit(limit).execute()).map(read);
}

export async function saveCheckpoint(rows: Rows, checkpoint: CheckpointLine): Promise<void> {
  await rows
    .insertInto('audit_checkpoints')
    .values({ number: checkpoint.n, statement: writeLine(checkpoint) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function select(rows: Rows) {
  return rows.selectFrom('audit_checkpoints').select(['number', 'statement']).orderBy('number');
}

function read({ number, statement }: { number: number; statement: string }): StoredCheckpoint {
  return readCheckpoint(statement) ?? { kind: 'unreadable', n: number, text: statement };
}
