// Own fields of users for people who define them: definitions, and values that come as a table.
import { dayOf, type Field, type FieldValue } from '../domain/field.ts';
import type { UserKey } from '../domain/user.ts';
import { ProductError } from '../errors.ts';
import type { CountedField } from '../store/fields.ts';
import type { Actor, ServiceContext } from './service-context.ts';
import { newestSnapshot } from './snapshots.ts';
import { indexNames, type MatchedRow, matchRow } from './told/match-rows.ts';
import { readNamedRows } from './told/read-rows.ts';
import { makeFault, type RowFault, type RowFaultReason } from './told/report.ts';

export type FieldLine = CountedField;

type Writing = Pick<ServiceContext, 'store' | 'clock'>;

/** Fields in use, in their places. */
export async function listFields({ store }: Pick<ServiceContext, 'store'>): Promise<readonly FieldLine[]> {
  return store.fields.list();
}

/** What becomes of the values that a deleted field left behind. */
type OldValues = 'bring-back' | 'drop';

/**
 * Defines a field or changes it. One that was deleted with values needs a word on them, as policies would select by them
 * at once; otherwise throws `field_has_old_values`.
 */
export async function saveField(
  { store, clock }: Writing,
  { field, oldValues, actor }: { field: Field; oldValues: OldValues | undefined; actor: Actor },
): Promise<FieldLine> {
  const at = clock.now();
  const { key, kind } = field;
  await store.together(async ({ fields, audit }) => {
    const left = await fields.countLeft(key);
    const revived = left === 0 ? {} : { oldValues: requireWord(oldValues, left), values: left };
    if (revived.oldValues === 'drop') await fields.set({ key, values: [], replace: true, at });
    await fields.define(field, at);
    const details = { field: key, kind, ...revived };
    await audit.append({ at, actor, event: 'field.saved', details });
  });
  return requireField({ store }, field.key);
}

function requireWord(oldValues: OldValues | undefined, left: number): OldValues {
  if (oldValues !== undefined) return oldValues;
  throw new ProductError('field_has_old_values', [{ path: 'oldValues', message: `Users with a value: ${left}.` }]);
}

/** Takes a field out of use; its values are kept. Throws `field_not_found`. */
export async function deleteField(
  { store, clock }: Writing,
  { key, actor }: { key: string; actor: Actor },
): Promise<void> {
  const at = clock.now();
  await store.together(async ({ fields, audit }) => {
    if (!(await fields.remove(key, at))) throw new ProductError('field_not_found');
    await audit.append({ at, actor, event: 'field.deleted', details: { field: key } });
  });
}

export interface ImportReport {
  readonly rows: number;
  /** False where nothing was written: a replacement must fit whole. */
  readonly applied: boolean;
  /** Users who got a value. */
  readonly set: number;
  /** Rows with an empty cell, which change nothing. */
  readonly empty: number;
  /** All rows that could not be used. */
  readonly faults: readonly RowFault[];
}

/**
 * Imports values from a table. With `replace`, whoever the table does not name has no value any more, and a single row
 * that cannot be used keeps everything as it was. Throws `field_not_found`, `no_snapshot` and what `readNamedRows` throws.
 */
export async function importFieldValues(
  { store, clock }: Writing,
  { key, csv, replace, actor }: { key: string; csv: string; replace: boolean; actor: Actor },
): Promise<ImportReport> {
  const field = await requireField({ store }, key);
  const snapshot = await newestSnapshot({ store });
  const rows = readNamedRows(csv, ['value', field.key, field.name]);
  const index = await indexNames(store.snapshots.names(snapshot.id));
  const { values, empty, faults } = sortRows(
    rows.map((row) => matchRow(row, index)),
    field,
  );
  const applied = !replace || faults.length === 0;
  const at = clock.now();
  const report = { rows: rows.length, applied, set: applied ? values.length : 0, empty, faults };
  const details = { field: key, rows: report.rows, set: report.set, faults: faults.length, replace, applied };
  await store.together(async ({ fields, audit }) => {
    if (applied) await fields.set({ key, values, replace, at });
    await audit.append({ at, actor, event: 'field.imported', details });
  });
  return report;
}

const longestValue = 1_000;

/** A user whom the table gives two values gets none of them. */
function sortRows(matched: readonly MatchedRow[], { kind }: Field) {
  const faults: RowFault[] = [];
  const found = new Map<UserKey, { readonly value: string; readonly rows: MatchedRow[] }[]>();
  let empty = 0;
  const refuse = ({ row, names }: MatchedRow, reason: RowFaultReason) =>
    void faults.push(makeFault({ line: row.line, name: names[0] ?? '', reason }));
  for (const one of matched) {
    const { value } = one.row;
    if ('fault' in one.match) refuse(one, one.match.fault);
    else if (value === '') empty += 1;
    else if (value.length > longestValue) refuse(one, 'too-long');
    else if (kind === 'date' && dayOf(value) === null) refuse(one, 'no-day');
    else {
      const known = found.get(one.match.userKey) ?? [];
      const same = known.find((other) => other.value === value);
      if (same === undefined) known.push({ value, rows: [one] });
      else same.rows.push(one);
      found.set(one.match.userKey, known);
    }
  }
  const values: FieldValue[] = [];
  for (const [userKey, known] of found) {
    const [only, second] = known;
    if (only !== undefined && second === undefined) values.push({ userKey, value: only.value });
    else for (const row of known.flatMap(({ rows }) => rows)) refuse(row, 'two-values');
  }
  return { values, empty, faults: faults.sort((one, other) => one.line - other.line) };
}

async function requireField({ store }: Pick<ServiceContext, 'store'>, key: string): Promise<FieldLine> {
  const field = (await store.fields.list()).find((one) => one.key === key);
  if (field === undefined) throw new ProductError('field_not_found');
  return field;
}
