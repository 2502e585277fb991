// The lines of an exported audit trail: what each holds, its one spelling, and how a line is read that may be anything.
import Type, { type Static, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { stableText } from '../domain/plan/stable-text.ts';

const closed = { additionalProperties: false } as const;
const Digest = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Signature = Type.String({ pattern: '^[0-9a-f]{128}$' });
const Nought = Type.Integer({ minimum: 0 });
const One = Type.Integer({ minimum: 1 });
const Version = Type.Literal(1);
const Plain = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

const Entry = Type.Object(
  {
    v: Version,
    n: One,
    at: Type.String(),
    event: Type.String(),
    actor: Type.String(),
    about: Type.Union([Digest, Type.Null()]),
    details: Type.Record(Type.String(), Plain),
    previous: Digest,
  },
  closed,
);

/** Where the file begins, and the keys that signed in it. */
const Start = Type.Object(
  { kind: Type.Literal('start'), v: Version, after: Nought, digest: Digest, keys: Type.Array(Digest) },
  closed,
);
/** An entry, its digest, and for which of its people a line follows. */
const EntryLine = Type.Object(
  {
    kind: Type.Literal('entry'),
    entry: Entry,
    digest: Digest,
    people: Type.Array(Type.Union([Type.Literal('actor'), Type.Literal('about')])),
  },
  closed,
);
const Person = Type.Object(
  {
    kind: Type.Literal('person'),
    n: One,
    part: Type.Union([Type.Literal('actor'), Type.Literal('about')]),
    username: Type.String(),
    userKey: Type.Union([Type.String(), Type.Null()]),
    salt: Type.String(),
  },
  closed,
);
/** Signed now and then: up to here the chain was this. */
const Checkpoint = Type.Object(
  {
    kind: Type.Literal('checkpoint'),
    v: Version,
    n: One,
    digest: Digest,
    at: Type.String(),
    key: Digest,
    signature: Signature,
  },
  closed,
);
/** Signed where entries were removed in time: how many, up to which, and what the last of them was. */
const Cut = Type.Object(
  {
    kind: Type.Literal('cut'),
    v: Version,
    through: One,
    digest: Digest,
    entries: One,
    firstAt: Type.String(),
    lastAt: Type.String(),
    at: Type.String(),
    key: Digest,
    signature: Signature,
  },
  closed,
);
/** Ends the file: its lines before this one, and the SHA-256 of their bytes, signed; with what was known to be broken then. */
const Seal = Type.Object(
  {
    kind: Type.Literal('seal'),
    v: Version,
    lines: One,
    digest: Digest,
    fault: Type.Optional(Type.Object({ entry: One, code: Type.String() }, closed)),
    key: Digest,
    signature: Signature,
  },
  closed,
);

export type StartLine = Static<typeof Start>;
export type PersonLine = Static<typeof Person>;
export type CheckpointLine = Static<typeof Checkpoint>;
export type CutLine = Static<typeof Cut>;
export type SealLine = Static<typeof Seal>;
export type AuditLine = StartLine | Static<typeof EntryLine> | PersonLine | CheckpointLine | CutLine | SealLine;

const checks = {
  start: checkOf(Start),
  entry: checkOf(EntryLine),
  person: checkOf(Person),
  checkpoint: checkOf(Checkpoint),
  cut: checkOf(Cut),
  seal: checkOf(Seal),
};

function checkOf<Shape extends TSchema>(schema: Shape) {
  const compiled = Compile(schema);
  return (value: unknown): Static<Shape> | null => (compiled.Check(value) ? value : null);
}

/** The one spelling of a line, with its line feed. */
export function writeLine(line: AuditLine): string {
  return `${stableText(line)}\n`;
}

/** What a line says; null for whatever is not spelled exactly as it would be written. `bytes` has no line feed. */
export function readLine(bytes: Uint8Array): AuditLine | null {
  const text = decode(bytes);
  const value = text === null ? null : parse(text);
  if (typeof value !== 'object' || value === null || !('kind' in value) || stableText(value) !== text) return null;
  const { kind } = value;
  return isKind(kind) ? checks[kind](value) : null;
}

/** A checkpoint as a file or the store holds it, with its line feed; null for anything else. */
export function readCheckpoint(text: string): CheckpointLine | null {
  const line = readWhole(text);
  return line?.kind === 'checkpoint' ? line : null;
}

/** The same for a marker of removed entries. */
export function readCut(text: string): CutLine | null {
  const line = readWhole(text);
  return line?.kind === 'cut' ? line : null;
}

function readWhole(text: string): AuditLine | null {
  const line = text.endsWith('\n') ? readLine(Buffer.from(text.slice(0, -1), 'utf8')) : null;
  return line !== null && writeLine(line) === text ? line : null;
}

function isKind(kind: unknown): kind is keyof typeof checks {
  return typeof kind === 'string' && Object.hasOwn(checks, kind);
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
