// evidence.yaml: what an administrator says about the files beside it. Everything is optional, nothing is guessed.
import Type, { type Static } from 'typebox';
import { Value } from 'typebox/value';
import { parse } from 'yaml';
import { isKnownZone } from '../../../domain/schedule/zone.ts';
import { HostFailure } from '../../ports.ts';

const closed = { additionalProperties: false };
const text = Type.String({ minLength: 1, maxLength: 1024 });
const zone = Type.Refine(text, (name) => name === 'UTC' || isKnownZone(name));
const days = Type.Number({ exclusiveMinimum: 0, maximum: 3660 });
const importance = Type.Enum(['required', 'supporting']);

const TableSettings = Type.Object(
  {
    files: text,
    name: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' })),
    kind: Type.Optional(Type.Enum(['login', 'authentication', 'token-use', 'contribution', 'page-view'])),
    importance: Type.Optional(importance),
    users: Type.Optional(Type.Enum(['all', 'listed'])),
    since: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
    columns: Type.Optional(
      Type.Object({ user: Type.Optional(Type.Union([text, Type.Array(text)])), at: Type.Optional(text) }, closed),
    ),
    format: Type.Optional(text),
    zone: Type.Optional(zone),
    never: Type.Optional(Type.Array(Type.String({ maxLength: 100 }))),
    delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
    encoding: Type.Optional(Type.Enum(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252', 'iso-8859-15'])),
    maxAgeDays: Type.Optional(days),
  },
  closed,
);
export type TableSettings = Static<typeof TableSettings>;

const AccessLogSettings = Type.Object(
  {
    folder: Type.Optional(text),
    files: Type.Optional(text),
    name: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9._-]{1,64}$' })),
    pattern: Type.Optional(text),
    importance: Type.Optional(importance),
    ignorePaths: Type.Optional(Type.Array(text)),
    maxAgeDays: Type.Optional(days),
  },
  closed,
);
export type AccessLogSettings = Static<typeof AccessLogSettings>;

const Settings = Type.Object(
  {
    zone: Type.Optional(zone),
    domains: Type.Optional(Type.Array(text)),
    maxAgeDays: Type.Optional(days),
    files: Type.Optional(Type.Array(TableSettings)),
    accessLogs: Type.Optional(Type.Array(AccessLogSettings)),
  },
  closed,
);
export type FolderSettings = Static<typeof Settings>;

/** Reads the text of evidence.yaml; throws `evidence_settings_invalid` with the first fault and where it is. */
export function readSettings(yaml: string): FolderSettings {
  const settings = parseYaml(yaml) ?? {};
  if (Value.Check(Settings, settings)) return settings;
  const [fault] = Value.Errors(Settings, settings);
  const where = fault === undefined || fault.instancePath === '' ? '' : ` ${fault.instancePath}`;
  throw new HostFailure('evidence_settings_invalid', {
    request: `evidence.yaml${where}: ${fault?.message ?? 'no settings'}`,
  });
}

function parseYaml(yaml: string): unknown {
  try {
    return parse(yaml, { maxAliasCount: 0 });
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : 'no YAML';
    throw new HostFailure('evidence_settings_invalid', { request: `evidence.yaml: ${message}`, cause });
  }
}
