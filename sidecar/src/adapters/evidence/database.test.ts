// Confluence's tables as evidence: who has no row of a sign-in never signed in, and a missing table is no source.
import { describe, expect, it } from 'vitest';
import type { UserKey } from '../../domain/user.ts';
import type { ConfluenceDatabasePort, DatabaseReading, EvidencePort, EvidenceRow } from '../ports.ts';
import { openDatabaseEvidence } from './database.ts';

const mara = 'key-mara' as UserKey;
const at = '2026-02-01T00:00:00.000Z';
const table = <Row>(...rows: Row[]) =>
  ({
    present: true,
    batches: async function* () {
      yield rows;
    },
  }) as const;
const missing = (name: string, reason: 'table-missing' | 'table-unreadable') =>
  ({ present: false, table: name, reason }) as const;

function open(reading: Partial<DatabaseReading>): Map<string, EvidencePort> {
  const read: ConfluenceDatabasePort['read'] = (work) => work(reading as DatabaseReading);
  return new Map(openDatabaseEvidence({ read } as ConfluenceDatabasePort).map((port) => [port.name, port]));
}

async function rowsOf(ports: Map<string, EvidencePort>, name: string): Promise<EvidenceRow[]> {
  const rows: EvidenceRow[] = [];
  for await (const batch of ports.get(name)?.read() ?? []) rows.push(...batch);
  return rows;
}

describe('the tables of Confluence', () => {
  it('tell sign-ins of everybody: no row is never, no date that can be read is neither', async () => {
    const login = { previousLoginAt: null, onlyLogin: null, lastFailureAt: null };
    const ports = open({
      logins: () =>
        table(
          { ...login, userKey: mara, lastLoginAt: at },
          { ...login, userKey: 'key-li' as UserKey, lastLoginAt: null },
          { ...login, userKey: 'key-zoe' as UserKey, lastLoginAt: undefined },
        ),
    });
    expect((await rowsOf(ports, 'database.logins')).map((row) => row.told)).toEqual([at, null, 'unreadable']);
    expect(ports.get('database.logins')?.covers()).toMatchObject({ importance: 'required', users: 'all' });
  });

  it('tell whose login was the only one ever, and say nothing of it where the table does not', async () => {
    const login = { previousLoginAt: null, lastFailureAt: null, lastLoginAt: at };
    const ports = open({
      logins: () =>
        table(
          { ...login, userKey: mara, onlyLogin: true },
          { ...login, userKey: 'key-li' as UserKey, onlyLogin: false },
          { ...login, userKey: 'key-zoe' as UserKey, onlyLogin: null },
        ),
    });
    expect((await rowsOf(ports, 'database.logins')).map((row) => row.onlyLogin)).toEqual([true, false, undefined]);
  });

  it('tell use of tokens and views of those they list', async () => {
    const ports = open({
      tokenUse: () => table({ userKey: mara, tokens: 2, lastUsedAt: at }),
      recentViews: () => table({ userKey: mara, lastViewedAt: at }),
    });
    for (const name of ['database.tokens', 'database.views']) {
      expect(await rowsOf(ports, name)).toEqual([{ subject: { userKey: mara }, told: at }]);
      expect(ports.get(name)?.covers().users).toBe('listed');
    }
  });

  it('are absent as a source where the table is missing, and a fault only where sign-ins may not be read', async () => {
    const ports = open({
      logins: () => missing('logininfo', 'table-unreadable'),
      tokenUse: () => missing('AO_81F455_PERSONAL_TOKEN', 'table-missing'),
    });
    await expect(rowsOf(ports, 'database.logins')).rejects.toMatchObject({ code: 'database_unreadable' });
    await expect(rowsOf(ports, 'database.tokens')).rejects.toMatchObject({ code: 'host_capability_absent' });
  });
});
