// What is remembered of a log between readings: how far each file was read, under whatever name it stands by now.
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';

const LogState = Type.Object({
  /** Since when the log was read without a gap. */
  since: Type.Union([Type.String(), Type.Null()]),
  /** The newest line. */
  until: Type.Union([Type.String(), Type.Null()]),
  /** Unpacked bytes read, by the hash of the file's first line: a rotated or packed file keeps its first line. */
  offsets: Type.Record(Type.String(), Type.Number()),
  /** Files that were read to their end, by name, with what told them unchanged. */
  done: Type.Record(Type.String(), Type.Object({ mark: Type.String(), print: Type.String() })),
});
export type LogState = Static<typeof LogState>;

/** The state as it was saved; a fresh one where there is none, or one of another form. */
export function readLogState(saved: unknown): LogState {
  return Value.Check(LogState, saved) ? saved : { since: null, until: null, offsets: {}, done: {} };
}
