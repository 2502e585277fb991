// The rows of a pack's files that hang together, read one run at a time: no file of them is ever whole in memory.
import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { unpack, type ZipEntry } from '../zip/read.ts';

const Id = Type.Integer({ minimum: 1 });
const Code = Type.Optional(Type.String());
const Said = Type.Object({ kind: Type.String(), reason: Code, guard: Code, code: Code });
const MaybeText = Type.Union([Type.String(), Type.Null()]);

const VersionShape = Type.Object({
  policy: Type.String(),
  version: Type.Integer(),
  digest: Type.String(),
  definition: Type.Optional(Type.Object({ stages: Type.Optional(Type.Unknown()) })),
});
const RunShape = Type.Object({
  run: Id,
  policyId: Type.String(),
  policyVersion: Type.Integer(),
  mode: Type.String(),
  finishedAt: Type.String(),
  report: Type.Union([Type.Object({ stages: Type.Optional(Type.Unknown()) }), Type.Null()]),
});
const StepShape = Type.Object({
  run: Id,
  step: Id,
  change: Type.Object({ kind: Type.String(), group: Code, directory: Code }),
  disposition: Said,
  outcome: Type.Union([Said, Type.Null()]),
  verification: MaybeText,
  finishedAt: MaybeText,
});
const JournalShape = Type.Object({
  id: Type.Integer(),
  run: Id,
  step: Id,
  at: Type.String(),
  kind: Type.String(),
  content: MaybeText,
});

export type RunRow = Static<typeof RunShape>;
export type StepRow = Static<typeof StepShape>;
export type JournalRow = Static<typeof JournalShape>;
/** Cells by the name of their column. */
export type ListRow = Readonly<Record<string, string>>;

/** In characters. No row of ours is near as long: what is longer is none, and is not read to its end. */
const longestRow = 8 * 1_048_576;

/** A row with the line it stands on; null for one that is none of ours. */
export interface Placed<Row> {
  readonly line: number;
  readonly row: Row | null;
}

/** An outcome as a row of the journal has it; null for what is none. */
export function readSaid(content: string | null): Static<typeof Said> | null {
  const value = content === null ? null : readJson(content);
  return checkSaid.Check(value) ? value : null;
}

/** What was read back, as a row of the journal has it; null for what is none. */
export function readVerified(content: string | null): string | null {
  const value = content === null ? null : readJson(content);
  return typeof value === 'string' ? value : null;
}

const checkSaid = Compile(Said);

export const readVersions = rowsOf(VersionShape);
export const readRuns = rowsOf(RunShape);
export const readSteps = rowsOf(StepShape);
export const readJournal = rowsOf(JournalShape);

function rowsOf<Shape extends TSchema>(shape: Shape) {
  const compiled = Compile(shape);
  return async function* read(file: ZipEntry | undefined): AsyncGenerator<Placed<Static<Shape>>> {
    let line = 0;
    for await (const text of readLines(file)) {
      line += 1;
      const value = text === null ? null : readJson(text);
      yield { line, row: compiled.Check(value) ? value : null };
    }
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Ends with null at a line that is too long. */
async function* readLines(file: ZipEntry | undefined): AsyncGenerator<string | null> {
  if (file === undefined) return;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of unpack(file)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > longestRow) {
      yield null;
      return;
    }
  }
  if (rest !== '') yield rest;
}

/** The list of outcomes; the line is that on which a row ends. */
export async function* readList(file: ZipEntry | undefined): AsyncGenerator<Placed<ListRow>> {
  if (file === undefined) return;
  const parser = pipeline(
    unpack(file),
    parse({ columns: true, info: true, max_record_size: longestRow }),
    () => undefined,
  );
  let line = 1;
  try {
    for await (const { record, info } of parser) {
      line = info.lines;
      yield { line, row: record };
    }
  } catch {
    yield { line: line + 1, row: null };
  }
}

/** Gives the rows of one run after the other, in the order in which the runs are asked for. */
export function openGroups<Row>(rows: AsyncGenerator<Placed<Row>>, runOf: (row: Row) => number) {
  let ahead: Placed<Row> | null = null;
  let over = false;
  const look = async (): Promise<Placed<Row> | null> => {
    if (ahead !== null || over) return ahead;
    const next = await rows.next();
    over = next.done === true;
    ahead = next.done === true ? null : next.value;
    return ahead;
  };
  return {
    /** The next row, whose ever it is; null at the end. */
    look,
    /** Those of the run that follow now; ends before a row that is none. */
    async *of(run: number): AsyncGenerator<{ readonly line: number; readonly row: Row }> {
      for (let next = await look(); next !== null && next.row !== null; next = await look()) {
        if (runOf(next.row) !== run) break;
        ahead = null;
        yield { line: next.line, row: next.row };
      }
    },
  };
}
