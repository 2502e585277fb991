// Who has no known address is said by name, in the body and in the table.
import { describe, expect, it } from 'vitest';
import { hand, makeReport, makeReported } from '../../../test/support/reports.ts';
import type { ReportedUser } from '../domain/report.ts';
import { wordRecipientsUnreached, wordUnreached } from './address-words.ts';
import { renderReport } from './render.ts';

const live = makeReport({ mode: 'live' });

function warned(name: string, email: string | null): ReportedUser {
  const user = makeReported(name);
  const reason = 'capability-absent' as const;
  const steps = [
    { change: { kind: 'warn' as const }, outcome: { kind: 'unsupported' as const, reason }, verification: null },
  ];
  return { ...user, before: { ...user.before, email }, steps };
}

describe('users without an address', () => {
  it('are named where a mail should have told them, and nobody else is', () => {
    const silent = { ...makeReported('eve'), before: { ...makeReported('eve').before, email: null } };
    expect(wordUnreached(live, [warned('ada', null), warned('bob', 'bob@example.com'), silent])).toEqual([
      expect.stringMatching(/^1 user has no known address, so that no mail can tell them: .*ada\)?\.$/),
    ]);
    expect(wordUnreached(live, [silent])).toEqual([]);
  });

  it('are named up to ten, and all of them are marked in the table', async () => {
    const users = Array.from({ length: 13 }, (_, index) => warned(`user${index}`, null));
    const [sentence = ''] = wordUnreached(live, users);
    expect(sentence).toContain('and 3 more, marked in the attached table');
    const { text, attachments } = await renderReport(
      live,
      { entries: hand([...users, warned('bob', 'bob@example.com')]), unknown: [] },
      { publicUrl: null, timeZone: 'UTC' },
    );
    expect(text).toContain('13 users have no known address');
    const rows = (attachments[0]?.content ?? '').split('\r\n').filter((row) => row.includes('no known address'));
    expect(rows).toHaveLength(13);
  });

  it('who should get the report are counted, and named as far as they are known now', () => {
    expect(wordRecipientsUnreached({}, [])).toEqual([]);
    expect(wordRecipientsUnreached({ recipientsWithoutAddress: 2 }, ['ada', 'bob'])).toEqual([
      '2 users of those who should get this report have no known address: ada, bob.',
    ]);
    expect(wordRecipientsUnreached({ recipientsWithoutAddress: 1 }, [])).toEqual([
      '1 user of those who should get this report has no known address.',
    ]);
  });
});
