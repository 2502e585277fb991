// Confluence's access log: each line is read once, through rotation and packing, whoever it names last wins.
import { appendFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAccessLog } from '../../sidecar/src/adapters/evidence/access-log/open-log.ts';
import type { EvidenceMemory } from '../../sidecar/src/adapters/ports.ts';
import { openStore } from '../../sidecar/src/store/open.ts';
import { startDatabases, type TestDatabases } from '../support/databases.ts';
import { createMemory, dropFile, readNames, readRows } from '../support/evidence.ts';
import { makeTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

const now = '2026-03-05T12:00:00.000Z';
const clock = { now: () => now, sleep: async () => undefined };
let folder: TemporaryFolder;
let memory: EvidenceMemory;

beforeEach(async () => {
  folder = await makeTemporaryFolder();
  memory = createMemory();
});
afterEach(() => folder.remove());

function open(settings: Partial<Parameters<typeof openAccessLog>[0]['settings']> = {}) {
  return openAccessLog({
    folder: folder.path,
    settings: { files: 'conf_access_log*', ...settings },
    clock,
    memory,
    ownUsername: async () => 'UM-Service',
  });
}

const months = ['Jan', 'Feb', 'Mar'];
function line(user: string, at: string, request = 'GET /display/DS/Home HTTP/1.1', status = 200): string {
  const [year, month, day] = at.slice(0, 10).split('-');
  const stamp = `${day}/${months[Number(month) - 1]}/${year}:${at.slice(11, 19)} +0000`;
  return `[${stamp}] ${user} http-nio-8090-exec-1 10.0.0.1 ${request} ${status} 12ms 345 - Mozilla/5.0\n`;
}

const drop = (name: string, content: string | Buffer) =>
  dropFile(folder.path, name, content, '2026-03-05T00:00:00.000Z');
const inFolder = (name: string) => path.join(folder.path, name);

describe('the access log', () => {
  it('tells of each person the last successful use, and nothing of icons, timers, failures or ourselves', async () => {
    await drop(
      'conf_access_log.2026-03-04.log',
      [
        line('mara', '2026-03-04T08:00:00Z'),
        line('mara', '2026-03-04T09:00:00Z'),
        line('mara', '2026-03-04T10:00:00Z', 'GET /images/icons/x.png HTTP/1.1'),
        line('mara', '2026-03-04T11:00:00Z', 'GET /rest/quickreload/latest/1 HTTP/1.1'),
        line('li', '2026-03-04T09:30:00Z', 'GET /display/DS/Secret HTTP/1.1', 403),
        line('-', '2026-03-04T09:30:00Z'),
        line('um-service', '2026-03-04T09:31:00Z', 'GET /rest/api/user HTTP/1.1'),
        'not a line of the log\n',
      ].join(''),
    );
    const port = open();
    expect(await readNames(port)).toEqual({ mara: '2026-03-04T09:00:00.000Z' });
    expect(port.covers()).toMatchObject({
      importance: 'supporting',
      users: 'all',
      since: '2026-03-04T08:00:00.000Z',
      asOf: '2026-03-04T11:00:00.000Z',
    });
  });

  it('goes on where it ended, also when the file was rotated, packed and a new one begun', async () => {
    const name = 'conf_access_log.log';
    await drop(name, line('mara', '2026-03-03T08:00:00Z'));
    expect(await readNames(open())).toEqual({ mara: '2026-03-03T08:00:00.000Z' });
    await appendFile(inFolder(name), line('li', '2026-03-03T09:00:00Z'));
    expect(await readNames(open())).toEqual({ mara: '2026-03-03T08:00:00.000Z', li: '2026-03-03T09:00:00.000Z' });
    await appendFile(inFolder(name), line('zoe', '2026-03-03T10:00:00Z'));
    const whole = ['mara', 'li', 'zoe'].map((user, n) =>
      line(user, `2026-03-03T${String(8 + n).padStart(2, '0')}:00:00Z`),
    );
    await rename(inFolder(name), inFolder(`${name}.1`));
    await drop(name, line('mara', '2026-03-04T08:00:00Z'));
    const expected = {
      mara: '2026-03-04T08:00:00.000Z',
      li: '2026-03-03T09:00:00.000Z',
      zoe: '2026-03-03T10:00:00.000Z',
    };
    expect(await readNames(open())).toEqual(expected);
    await rm(inFolder(`${name}.1`));
    await drop(`${name}.1.gz`, gzipSync(whole.join('')));
    const port = open();
    expect(await readNames(port)).toEqual(expected);
    expect(port.covers().since).toBe('2026-03-03T08:00:00.000Z');
  });

  it('reads no line twice: what it has read may change without being seen', async () => {
    const read = line('mara', '2026-03-03T08:00:00Z') + line('eva1', '2026-03-03T08:30:00Z');
    await drop('conf_access_log.log', read);
    await readRows(open());
    await drop('conf_access_log.log', read.replace('eva1', 'eva2') + line('li', '2026-03-03T09:00:00Z'));
    expect(Object.keys(await readNames(open()))).toEqual(['mara', 'eva1', 'li']);
  });

  it('leaves a line for the next time that is still being written', async () => {
    const whole = line('mara', '2026-03-03T08:00:00Z');
    await drop('conf_access_log.log', line('li', '2026-03-03T07:00:00Z') + whole.slice(0, 60));
    expect(Object.keys(await readNames(open()))).toEqual(['li']);
    await appendFile(inFolder('conf_access_log.log'), whole.slice(60));
    expect(Object.keys(await readNames(open()))).toEqual(['li', 'mara']);
  });

  it('reaches back only to the end of a gap', async () => {
    await drop('conf_access_log.2026-01-10.log', line('mara', '2026-01-10T08:00:00Z'));
    await readRows(open());
    await rm(inFolder('conf_access_log.2026-01-10.log'));
    await drop('conf_access_log.2026-03-04.log', line('li', '2026-03-04T08:00:00Z'));
    const port = open();
    expect(await readNames(port)).toMatchObject({ mara: '2026-01-10T08:00:00.000Z' });
    expect(port.covers().since).toBe('2026-03-04T08:00:00.000Z');
  });

  it('says when no line is as the pattern says, and when there is no log', async () => {
    await expect(readRows(open())).rejects.toMatchObject({ code: 'evidence_file_missing' });
    await drop('conf_access_log.log', '10.0.0.1 - mara "GET / HTTP/1.1" 200\n'.repeat(30));
    await expect(readRows(open())).rejects.toMatchObject({ code: 'evidence_log_unknown' });
    await expect(readRows(open({ pattern: '%h %r' }))).rejects.toMatchObject({ code: 'evidence_settings_invalid' });
  });

  it('says when a packed file is broken, and keeps what it knew', async () => {
    await drop('conf_access_log.1.log', line('mara', '2026-03-03T08:00:00Z'));
    await readRows(open());
    await drop('conf_access_log.2.log.gz', gzipSync(line('li', '2026-03-03T08:00:00Z').repeat(50)).subarray(0, 40));
    await expect(readRows(open())).rejects.toMatchObject({ code: 'evidence_file_unreadable' });
    expect((await memory.load('access-log')).rows).toEqual(new Map([['mara', '2026-03-03T08:00:00.000Z']]));
  });

  it('stays flat in memory over 200,000 lines, packed or not', async () => {
    const users = Array.from({ length: 500 }, (_, n) => `user${n}`);
    const lines: string[] = [];
    for (let n = 0; n < 200_000; n += 1) {
      const at = new Date(Date.UTC(2026, 2, 1) + n * 1_000).toISOString();
      lines.push(line(users[n % users.length] ?? '', at, `GET /pages/viewpage.action?pageId=${n} HTTP/1.1`));
    }
    const half = lines.length / 2;
    await drop('conf_access_log.1.log.gz', gzipSync(lines.slice(0, half).join('')));
    await drop('conf_access_log.2.log', lines.slice(half).join(''));
    lines.length = 0;
    globalThis.gc?.();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const rows = await readRows(open());
    clearInterval(watch);
    expect(rows).toHaveLength(500);
    expect(rows.at(-1)?.told).toBe(new Date(Date.UTC(2026, 2, 1) + 199_999_000).toISOString());
    expect((most - before) / 2 ** 20).toBeLessThan(100);
  });
});

describe.each(['sqlite', 'postgres'] as const)('what a source remembers on %s', (engine) => {
  it('moves forwards only, and is kept apart by source', async () => {
    const databases: TestDatabases = await startDatabases(engine);
    try {
      const store = await openStore(await databases.create());
      try {
        const { evidence } = store;
        const save = (source: string, state: unknown, rows: [string, string][]) =>
          evidence.save(source, { state, rows: new Map(rows), savedAt: now });
        expect(await evidence.load('a')).toEqual({ state: null, rows: new Map() });
        await save('a', { n: 1 }, [
          ['mara', '2026-03-02'],
          ['li', '2026-03-01'],
        ]);
        await save('b', { n: 7 }, [['mara', '2026-01-01']]);
        await save('a', { n: 2 }, [
          ['mara', '2026-03-01'],
          ['li', '2026-03-03'],
        ]);
        expect(await evidence.load('a')).toEqual({
          state: { n: 2 },
          rows: new Map([
            ['li', '2026-03-03'],
            ['mara', '2026-03-02'],
          ]),
        });
      } finally {
        await store.close();
      }
    } finally {
      await databases.stop();
    }
  });
});
