// The list of users as CSV: every row comes back as it was written, and no cell is a formula to a spreadsheet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disableStep, leaveGroupStep, makeReported } from '../../../test/support/reports.ts';
import type { ReportedUser } from '../domain/report.ts';
import { quoteFormulas } from '../domain/spreadsheet-text.ts';
import type { UserKey, Username } from '../domain/user.ts';
import { writeCsv } from './csv.ts';

/** Reads CSV by RFC 4180, character by character. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charAt(at);
    if (quoted && letter === '"' && text.charAt(at + 1) === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (quoted) cell += letter;
    else if (letter === ',') {
      row.push(cell);
      cell = '';
    } else if (letter === '\r' && text.charAt(at + 1) === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      at += 1;
    } else cell += letter;
  }
  if (quoted || cell !== '' || row.length > 0) throw new Error('The text ends within a row.');
  return rows;
}

const columns =
  'username,display_name,user_key,status_before,groups_before,action,group,outcome,outcome_words,verified,why,directory,status_after,groups_after,seat_before,seat_after,impact,notes'.split(
    ',',
  );

const name = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1 }),
  fc
    .tuple(
      fc.constantFrom(
        '=',
        '+',
        '-',
        '@',
        '\t',
        '\r',
        '＝',
        '"',
        ',',
        '\n',
        "'",
        ' ',
        ';=',
        'a; -',
        ';"=',
        '\t@',
        '\n+',
        ';',
      ),
      fc.string(),
    )
    .map(([first, rest]) => `${first}${rest}`),
);

function nameAll(names: readonly string[]): ReportedUser[] {
  return names.map((one, index) => {
    const user = makeReported(`user-${index}`, { displayName: one });
    return { ...user, username: one as Username, before: { ...user.before, directGroups: [one, 'staff'] } };
  });
}

/** Reads it as a spreadsheet does that cuts elsewhere: marks count at the beginning of a cell, and what follows them is text. */
function readLeniently(text: string, delimiter: string): string[][] {
  const rows: string[][] = [[]];
  for (let at = 0; at < text.length; at += 1) {
    let cell = '';
    let quoted = text.charAt(at) === '"';
    if (quoted) at += 1;
    for (; at < text.length && (quoted || ![delimiter, '\r', '\n'].includes(text.charAt(at))); at += 1) {
      if (!quoted || text.charAt(at) !== '"') cell += text.charAt(at);
      else if (text.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    }
    rows.at(-1)?.push(cell);
    if (text.charAt(at) !== delimiter) rows.push([]);
  }
  return rows;
}

describe('the CSV of a run', () => {
  it('begins with a mark of its encoding and the names of its columns', () => {
    const text = writeCsv({ users: [makeReported('mara')] }, 'UTC');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(readCsv(text.slice(1))[0]).toEqual(columns);
  });

  it('gives back every name as it was, quotes, commas and line ends included', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 5 }), (names) => {
        const [, ...rows] = readCsv(writeCsv({ users: nameAll(names) }, 'UTC').slice(1));
        expect(rows).toHaveLength(names.length * 2);
        for (const row of rows) expect(row).toHaveLength(columns.length);
        expect(rows.filter((_row, index) => index % 2 === 0).map((row) => row[1])).toEqual(names.map(quoteFormulas));
        expect(rows.filter((_row, index) => index % 2 === 0).map((row) => row[0])).toEqual(names.map(quoteFormulas));
      }),
      { numRuns: 500 },
    );
  });

  it('has no cell that a spreadsheet would take for a formula', () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
        const users = nameAll(names).map((user, index) => ({
          ...user,
          steps: [
            { change: { kind: 'add-to-group', group: names[index] ?? '' }, outcome: null, verification: null } as const,
          ],
        }));
        for (const row of readCsv(writeCsv({ users }, 'UTC').slice(1))) {
          for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([';', '\t'])('has no such cell either for a spreadsheet that cuts at %j', (delimiter) => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
        for (const [first = '', ...cells] of readLeniently(writeCsv({ users: nameAll(names) }, 'UTC'), delimiter)) {
          expect(first).not.toMatch(/^[=+\-@＝＋－＠]/);
          for (const cell of cells) expect(cell.trimStart()).not.toMatch(/^[=+\-@＝＋－＠]/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('has a row for every step, with what became of it and why the user was meant', () => {
    const user = makeReported('mara', {
      displayName: 'Mara',
      steps: [
        leaveGroupStep({ kind: 'applied' }, 'confirmed'),
        disableStep({ kind: 'failed', code: 'host_forbidden' }),
        disableStep(null),
      ],
    });
    const [, ...rows] = readCsv(writeCsv({ users: [user] }, 'UTC').slice(1));
    const why = 'last active 143 days ago (login on 9 Oct 2025), in group confluence-users, active, not in group keep';
    const refused = 'failed: Confluence refused. Check the rights of the service account.';
    const shared = ['mara', 'Mara', 'key-mara', 'active', 'confluence-users; marketing'];
    const rest = [why, '', 'active', 'confluence-users; marketing', '', '', '', ''];
    expect(rows).toEqual([
      [...shared, 'remove-from-group', 'confluence-users', 'applied', 'done', 'confirmed by reading back', ...rest],
      [...shared, 'disable', '', 'failed', refused, '', ...rest],
      [...shared, 'disable', '', 'open', 'not done', '', ...rest],
    ]);
  });

  it('says what the plan would make of the user: status, groups and seat, as the API says it', () => {
    const planned = { kind: 'planned' } as const;
    const user = makeReported('mara');
    const before = { ...user.before, seat: 'yes', seatAfter: 'no' } as const;
    const steps = user.steps.map((step) => ({ ...step, disposition: planned }));
    const [, ...rows] = readCsv(writeCsv({ users: [{ ...user, before, steps }] }, 'UTC').slice(1));
    for (const row of rows) expect(row.slice(-6)).toEqual(['disabled', 'marketing', 'yes', 'no', '', '']);
    const refused = steps.map((step) => ({ ...step, disposition: { kind: 'refused', guard: 'exempt' } as const }));
    const kept = { ...user, before: { ...before, seatAfter: 'yes' as const }, steps: refused };
    const [, row] = readCsv(writeCsv({ users: [kept] }, 'UTC').slice(1));
    expect(row?.slice(-6)).toEqual(['active', 'confluence-users; marketing', 'yes', 'yes', '', '']);
  });

  it('ends with whom the plan left out as unknown, each with what is not known', () => {
    const trace = {
      leaf: 'emailDomain',
      argument: ['x.org'],
      verdict: 'unknown',
      unknown: 'email-not-told',
      facts: {},
    } as const;
    const unknown = [{ userKey: 'key-eve' as UserKey, username: 'eve' as Username, displayName: 'Eve', trace }];
    const [, ...rows] = readCsv(writeCsv({ users: [makeReported('mara')], unknown }, 'UTC').slice(1));
    const cells = new Map(columns.map((column, index) => [column, rows.at(-1)?.[index]]));
    expect(Object.fromEntries([...cells].filter(([, cell]) => cell !== ''))).toEqual({
      username: 'eve',
      display_name: 'Eve',
      user_key: 'key-eve',
      outcome: 'left-out',
      outcome_words: 'left out: whether the user is meant is not certain',
      why: 'not known: their e-mail address is not known',
    });
  });
});
