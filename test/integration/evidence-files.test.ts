// The folder of evidence: exports of many systems are read or refused with a reason, and none stops another.
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolder } from '../../sidecar/src/adapters/evidence/drop-folder/open-folder.ts';
import type { EvidencePort } from '../../sidecar/src/adapters/ports.ts';
import { createMemory, dropFile, readNames, readRows } from '../support/evidence.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const now = '2026-03-01T12:00:00.000Z';
const earlier = '2026-03-01T06:00:00.000Z';
const clock = { now: () => now, sleep: async () => undefined };
let folder: TemporaryFolder;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
});
afterEach(() => folder.remove());

const drop = (name: string, content: string | Buffer, writtenAt = earlier) =>
  dropFile(folder.path, name, content, writtenAt);

async function list(): Promise<Map<string, EvidencePort>> {
  const ownUsername = async () => null;
  const ports = await openFolder({ folder: folder.path, clock, memory: createMemory(), ownUsername });
  return new Map(ports.map((port) => [port.name, port]));
}

async function open(name: string): Promise<EvidencePort> {
  const port = (await list()).get(name);
  if (port === undefined) throw new Error(`there is no source ${name}`);
  return port;
}

const codeOf = async (port: EvidencePort) =>
  readRows(port).then(
    () => 'read',
    (error: unknown) => (error as { code: string }).code,
  );

const table = (delimiter: string) =>
  [
    ['Username', 'Last Login'],
    ['mara', '2026-02-01T08:30:00Z'],
    ['zoë', 'never'],
    ['li', ''],
  ]
    .map((cells) => cells.join(delimiter))
    .join('\r\n');
const told = { mara: '2026-02-01T08:30:00.000Z', zoë: null, li: undefined };

describe('a table in the folder', () => {
  it.each([
    ['UTF-8 with commas', Buffer.from(table(','))],
    ['UTF-8 with a mark and semicolons', Buffer.from(`\ufeff${table(';')}`)],
    ['UTF-16LE with a mark and tabs', Buffer.from(`\ufeff${table('\t')}`, 'utf16le')],
    ['UTF-16LE without a mark', Buffer.from(table('|'), 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from(`\ufeff${table(',')}`, 'utf16le').swap16()],
    [
      'quotes',
      Buffer.from('"Username","Note","Last Login"\n"mara","a, ""b""\nc","2026-02-01T08:30:00Z"\nzoë,,never\nli,,\n'),
    ],
  ])('is read as %s', async (_what, content) => {
    await drop('idp.csv', content);
    expect(await readNames(await open('file:idp.csv'))).toEqual(told);
  });

  it.each([
    [
      'an identity provider',
      'userPrincipalName,displayName,lastSignInDateTime\nmara@corp.example,Mara,2026-02-01T08:30:00Z',
      'login',
    ],
    ['a directory', 'sAMAccountName;lastLogonTimestamp\nCORP\\mara;134144082000000000', 'login'],
    ['the SQL of a DBA', 'user_name\tsuccessdate\nmara\t2026-02-01 08:30:00+00', 'login'],
    ['a password check', 'user_name,last_authenticated\nmara,1769934600000', 'authentication'],
    ['recent views', 'user_key,last_view_date (UTC)\nmara,2026-02-01 08:30:00', 'page-view'],
  ])('is recognised by the headers of %s', async (_what, content, kind) => {
    await drop('export.csv', content);
    const port = await open('file:export.csv');
    expect(port.kind).toBe(kind);
    expect(Object.values(await readNames(port))).toEqual(['2026-02-01T08:30:00.000Z']);
    expect(port.covers()).toMatchObject({ importance: 'required', users: 'listed', asOf: earlier });
  });

  it('is a source for each column of dates', async () => {
    await drop('dba.csv', 'user_name,last_login,last_authenticated\nmara,2026-02-01T00:00:00Z,2026-02-02T00:00:00Z');
    const ports = await list();
    expect([...ports.values()].map(({ name, kind }) => [name, kind])).toEqual([
      ['file:dba.csv', 'login'],
      ['file:dba.csv#last_authenticated', 'authentication'],
    ]);
  });

  it('names people in every way they are written, with all names that may be tried', async () => {
    await drop('evidence.yaml', 'domains: [corp.example]\n');
    await drop(
      'idp.csv',
      'login,email,last login\nCORP\\mara,mara@corp.example,2026-02-01T00:00:00Z\nli@else.example,,2026-02-01T00:00:00Z',
    );
    const subjects = (await readRows(await open('file:idp.csv'))).map((row) => row.subject);
    expect(subjects).toEqual([
      { names: ['CORP\\mara', 'mara', 'mara@corp.example', 'mara'] },
      { names: ['li@else.example'] },
    ]);
  });

  it('is read as declared: columns, format, zone, what covers whom', async () => {
    await drop(
      'evidence.yaml',
      `
zone: Europe/Berlin
files:
  - files: okta-*.csv
    name: okta
    kind: login
    importance: supporting
    users: all
    since: 2025-01-01
    columns: { user: Konto, at: Zuletzt }
    format: dd.MM.yyyy HH:mm
    never: ['-']
    maxAgeDays: 30
`,
    );
    await drop('okta-1.csv', 'Konto;Zuletzt\nold;01.01.2026 00:00', '2026-02-01T00:00:00.000Z');
    await drop('okta-2.csv', 'Konto;Zuletzt\nmara;03.04.2025 10:15\nli;-');
    const ports = await list();
    expect([...ports.keys()]).toEqual(['file:okta']);
    expect(await readNames(await open('file:okta'))).toEqual({ mara: '2025-04-03T08:15:00.000Z', li: null });
    expect(ports.get('file:okta')?.covers()).toEqual({
      importance: 'supporting',
      users: 'all',
      since: '2025-01-01T00:00:00.000Z',
      asOf: earlier,
      maxAgeDays: 30,
    });
  });

  it.each([
    ['evidence_date_ambiguous', 'username,last login\nmara,03/04/2026'],
    ['evidence_zone_missing', 'username,last login\nmara,2026-02-01 08:30'],
    ['evidence_date_unknown', 'username,last login\nmara,soon\nli,later'],
    ['evidence_columns_unknown', 'name,colour\nmara,blue'],
    ['evidence_table_malformed', ''],
    ['evidence_table_malformed', 'username,last login\n"mara,2026-02-01T08:30:00Z\n'],
    ['evidence_encoding_unknown', Buffer.from('username,last login\nzo\xeb,2026-02-01T08:30:00Z\n', 'latin1')],
  ])('is refused with %s, and the others are read', async (code, content) => {
    await drop('bad.csv', content);
    await drop('good.csv', table(','));
    expect(await codeOf(await open('file:bad.csv'))).toBe(code);
    expect(await readNames(await open('file:good.csv'))).toEqual(told);
  });

  it('passes on single dates that cannot be read, and tells rows without a name', async () => {
    await drop('idp.csv', 'username,last login\nmara,soon\n,2026-02-01T08:30:00Z\nli,2026-02-01T08:30:00Z');
    const port = await open('file:idp.csv');
    expect(await readNames(port)).toEqual({ mara: 'unreadable', li: '2026-02-01T08:30:00.000Z' });
    expect(port.unusable?.()).toEqual({ count: 1, examples: ['line 3: no name'] });
  });

  it('does not put a day that is not over into the future', async () => {
    await drop('evidence.yaml', 'zone: UTC\n');
    await drop('idp.csv', 'username,last login\nmara,2026-03-01\nli,2026-03-09');
    expect(await readNames(await open('file:idp.csv'))).toEqual({ mara: now, li: '2026-03-09T23:59:59.999Z' });
  });

  it('is left alone while it is being written, and then read', async () => {
    await drop('idp.csv', table(','), '2026-03-01T11:59:55.000Z');
    await drop('half.csv.part', 'username,last l');
    expect([...(await list()).keys()]).toEqual(['file:idp.csv']);
    expect(await codeOf(await open('file:idp.csv'))).toBe('evidence_file_unsettled');
    await drop('idp.csv', table(','));
    expect(await codeOf(await open('file:idp.csv'))).toBe('read');
  });

  it('is missed when it is declared', async () => {
    await drop('evidence.yaml', 'files: [{ files: okta-*.csv, name: okta }]\n');
    const port = await open('file:okta');
    expect(await codeOf(port)).toBe('evidence_file_missing');
    expect(port.covers().importance).toBe('required');
  });

  it.each([
    ['files: [{ files: a.csv, colour: blue }]', '/files/0'],
    ['zone: Middle/Earth', '/zone'],
    ['files: {', 'evidence.yaml'],
    ['files: [{ files: a.csv, since: yesterday }]', '/files/0/since'],
  ])('is not read at all while the settings are at fault: %s', async (yaml, where) => {
    await drop('evidence.yaml', yaml);
    await drop('a.csv', table(','));
    const ports = await list();
    expect([...ports.keys()]).toEqual(['folder']);
    await expect(readRows(await open('folder'))).rejects.toMatchObject({
      code: 'evidence_settings_invalid',
      request: expect.stringContaining(where),
    });
  });

  it('is missed when the folder is gone', async () => {
    await mkdir(path.join(folder.path, 'a'));
    await rename(path.join(folder.path, 'a'), path.join(folder.path, 'b'));
    const ports = await openFolder({
      folder: path.join(folder.path, 'a'),
      clock,
      memory: createMemory(),
      ownUsername: async () => null,
    });
    expect(await Promise.all(ports.map(codeOf))).toEqual(['evidence_folder_unreadable']);
  });

  it('is read row by row when it has a million of them', async () => {
    const lines = Array.from({ length: 1_000_000 }, (_, n) => `user${n},2026-02-01T08:30:00Z`);
    await drop('huge.csv', `username,last login\n${lines.join('\n')}\n`);
    lines.length = 0;
    const port = await open('file:huge.csv');
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let rows = 0;
    let most = before;
    for await (const batch of port.read()) {
      rows += batch.length;
      if (rows % 50_000 === 0) most = Math.max(most, process.memoryUsage().rss);
    }
    expect(rows).toBe(1_000_000);
    expect((most - before) / 2 ** 20).toBeLessThan(150);
  });
});
