// Inserts slices of the same size by one statement: its text is built once, later slices only bring their values.
import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Rows } from './tables.ts';

/**
 * Gives an insert of `size` rows at a time; fewer are built anew. `build` makes the statement for some rows, whose
 * values must come before whatever else is bound; all rows have the same columns in the same order, none left out. Building a text of thousands of values costs more than running it.
 */
export function keepInsert<Values extends object, Output>(
  size: number,
  build: (rows: Rows, values: readonly Values[]) => Compilable<Output>,
): (rows: Rows, values: readonly Values[]) => Promise<QueryResult<Output>> {
  /** By engine and connection: the adapter is shared by a database and its transactions. */
  const kept = new WeakMap<object, CompiledQuery<Output>>();
  return (rows, values) => {
    const { adapter } = rows.getExecutor();
    const text = values.length === size ? kept.get(adapter) : undefined;
    if (text === undefined) {
      const built = build(rows, values).compile();
      if (values.length === size) kept.set(adapter, built);
      return rows.executeQuery(built);
    }
    const bound = values.flatMap((row): unknown[] => Object.values(row));
    return rows.executeQuery({ ...text, parameters: [...bound, ...text.parameters.slice(bound.length)] });
  };
}
