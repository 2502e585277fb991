// Removes old entries: first the signed marker with its own line in the trail, then, in slices, what the marker covers.
import { type CutLine, readCut, writeLine } from '../../audit/lines.ts';
import type { Instant } from '../../domain/user.ts';
import type { AuditRecords, StoredCut } from '../audit.ts';
import { repeatUntilNone } from '../slices.ts';
import type { Rows } from '../tables.ts';
import { appendAudit, readHead } from './append.ts';

export async function readCuts(rows: Rows): Promise<StoredCut[]> {
  const found = await rows.selectFrom('audit_cuts').selectAll().orderBy('through').execute();
  return found.map(({ through, statement }) => readCut(statement) ?? { kind: 'unreadable', through, text: statement });
}

export async function findCut(rows: Rows, before: Instant): ReturnType<AuditRecords['findCut']> {
  const { signed } = await rows
    .selectFrom('audit_checkpoints')
    .select(({ fn }) => fn.max<number | null>('number').as('signed'))
    .executeTakeFirstOrThrow();
  // Clocks may be set back: what stands behind the first young entry stays, whatever its time.
  const { young } = await rows
    .selectFrom('audit_entries')
    .select(({ fn }) => fn.min<number | null>('number').as('young'))
    .where('at', '>=', before)
    .executeTakeFirstOrThrow();
  const { number: end } = await readHead(rows);
  const last = await rows
    .selectFrom('audit_entries')
    .select(['number', 'digest', 'at'])
    .where('number', '<=', signed ?? 0)
    .where('number', '<', young ?? end)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last === undefined) return null;
  const { entries, firstAt } = await rows
    .selectFrom('audit_entries')
    .select(({ fn }) => [fn.count<number>('number').as('entries'), fn.min('at').as('firstAt')])
    .where('number', '<=', last.number)
    .executeTakeFirstOrThrow();
  return { through: last.number, digest: last.digest, entries, firstAt, lastAt: last.at };
}

const removedAtOnce = 2_000;

export async function cutChain(rows: Rows, marker: CutLine): Promise<void> {
  const { through, entries, at } = marker;
  await rows.transaction().execute(async (transaction) => {
    const kept = await transaction
      .insertInto('audit_cuts')
      .values({ through, statement: writeLine(marker) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('through')
      .executeTakeFirst();
    if (kept === undefined) return;
    await appendAudit(transaction, { at, actor: 'system', event: 'audit.cut', details: { through, entries } });
  });
  const covered = (table: 'audit_entries' | 'audit_people' | 'audit_step_people') =>
    rows.selectFrom(table).select('number').where('number', '<=', through).orderBy('number').limit(removedAtOnce);
  for (const table of ['audit_people', 'audit_step_people', 'audit_entries'] as const) {
    await repeatUntilNone(async () => {
      const gone = await rows.deleteFrom(table).where('number', 'in', covered(table)).executeTakeFirst();
      return Number(gone.numDeletedRows);
    });
  }
}
