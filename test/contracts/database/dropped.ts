// The suite about answers of printed statements in the folder of evidence: read as they are, they say what the adapter says.
import { expect, it } from 'vitest';
import { statementsFor } from '../../../sidecar/src/adapters/confluence-database/sql/statements.ts';
import { openFolder } from '../../../sidecar/src/adapters/evidence/drop-folder/open-folder.ts';
import type { DatabaseReading } from '../../../sidecar/src/adapters/ports.ts';
import type { ActivityKind } from '../../../sidecar/src/domain/activity.ts';
import { createMemory, dropFile, readRows } from '../../support/evidence.ts';
import { makeTemporaryFolder } from '../../support/temporary-folder.ts';
import { collect, collectSource, type GivenSites } from './given.ts';

type Told = readonly (readonly [name: string | null, at: string | null | undefined])[];

const now = '2026-03-01T12:00:00.000Z';
const clock = { now: () => now, sleep: async () => undefined };

/** Each statement that tells of use, with its kind and what the adapter says of the same. */
const statements: readonly (readonly [string, ActivityKind, (reading: DatabaseReading) => Promise<Told>])[] = [
  [
    'logins',
    'login',
    async (reading) =>
      (await collectSource(reading.logins())).map(({ userKey, lastLoginAt }) => [userKey, lastLoginAt]),
  ],
  [
    'token-use',
    'token-use',
    async (reading) =>
      (await collectSource(reading.tokenUse())).map(({ userKey, lastUsedAt }) => [userKey, lastUsedAt]),
  ],
  [
    'recent-views',
    'page-view',
    async (reading) =>
      (await collectSource(reading.recentViews())).map(({ userKey, lastViewedAt }) => [userKey, lastViewedAt]),
  ],
  [
    'accounts',
    'authentication',
    async (reading) =>
      (await collect(reading.accounts())).map(({ userKey, username, lastAuthenticatedAt }) => [
        userKey ?? username,
        lastAuthenticatedAt,
      ]),
  ],
];

/** A directory that wrote seconds: the folder takes them for what they are, the database makes no date of them. */
const secondsAsMilliseconds: Readonly<Record<string, number>> = { accounts: 1 };

export function describeDropped({ engine, site, read }: GivenSites): void {
  it.each(statements)('%s, saved as CSV, tells %s as the database does', async (name, kind, tell) => {
    const printed = statementsFor(engine === 'postgres' ? 'postgres' : 'mysql').find((one) => one.name === name);
    const rows = await site().database.run(printed?.sql ?? '');
    const folder = await makeTemporaryFolder();
    try {
      const header = Object.keys(rows[0] ?? {});
      const csv = [header, ...rows.map((row) => header.map((column) => row[column] ?? ''))].map(lineOf).join('\n');
      await dropFile(folder.path, 'evidence.yaml', 'zone: UTC\n', now);
      await dropFile(folder.path, 'dba.csv', csv, '2026-03-01T06:00:00.000Z');
      const memory = createMemory();
      const ports = await openFolder({ folder: folder.path, clock, memory, ownUsername: async () => null });
      expect(ports.map((port) => [port.name, port.kind, port.absent])).toEqual([['file:dba.csv', kind, undefined]]);
      const [port] = ports;
      const dropped = port === undefined ? [] : await readRows(port);
      const said = dropped.flatMap(({ subject, told }) =>
        'names' in subject && isDate(told) ? [`${subject.names[0]} ${cut(told)}`] : [],
      );
      const own = (await read(tell)).flatMap(([who, at]) => (isDate(at) ? [`${who} ${cut(at)}`] : []));
      expect(own.length).toBeGreaterThan(0);
      expect(said).toEqual(expect.arrayContaining(own));
      expect(said.length - own.length).toBe(secondsAsMilliseconds[name] ?? 0);
    } finally {
      await folder.remove();
    }
  });
}

function lineOf(cells: readonly unknown[]): string {
  return cells.map((cell) => `"${String(cell).replaceAll('"', '""')}"`).join(',');
}

/** Whether it is a date that both sides tell: the statement prints dates of 1970, of which the adapter makes none. */
function isDate(told: string | number | null | undefined): told is string | number {
  return told !== null && told !== undefined && !Number.isNaN(new Date(told).getTime()) && cut(told) > '1971';
}

/** To the second, as dates are printed. */
function cut(told: string | number): string {
  return new Date(told).toISOString().slice(0, 19);
}
