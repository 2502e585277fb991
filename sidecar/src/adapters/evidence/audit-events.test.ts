// Sign-ins in the audit log: found where they are recorded, absent where they are not, and never assumed.
import { describe, expect, it } from 'vitest';
import type { EvidenceRow } from '../ports.ts';
import { createFakeClient, createJumpingClock, type FakeAnswer, missingResource } from '../scripted-host.ts';
import { openAuditEvents } from './audit-events.ts';

const clock = createJumpingClock('2026-03-01T00:00:00.000Z');
const key = '8a7f808a11223344556677889900aabb';

function event(action: string, author: object, timestamp = '2026-02-20T10:00:00.000Z') {
  return {
    timestamp,
    author,
    type: { category: 'Security', action, actionI18nKey: `audit.${action.replaceAll(' ', '.')}` },
  };
}

async function read(...answers: FakeAnswer[]) {
  const client = createFakeClient(() => answers[client.sent.length - 1] ?? missingResource);
  const port = openAuditEvents(client.send, clock);
  const rows: EvidenceRow[] = [];
  for await (const batch of port.read()) rows.push(...batch);
  return { rows, cover: port.covers(), sent: client.sent };
}

const absent = { code: 'host_capability_absent' };

describe('the audit log', () => {
  it('tells successful sign-ins page by page, by user key or by name', async () => {
    const { rows, sent, cover } = await read(
      {
        json: {
          entities: [
            event('user login successful', { id: key, name: 'mara' }),
            event('user login failed', { id: key, name: 'mara' }, '2026-02-28T00:00:00.000Z'),
            event('page viewed', { id: key, name: 'mara' }),
          ],
          pagingInfo: { lastPage: false, nextPageCursor: 'c2' },
        },
      },
      {
        json: {
          entities: [
            event('User logged in', { name: 'li' }, '2026-02-10T00:00:00.000Z'),
            event('user login successful', {}),
          ],
          pagingInfo: { lastPage: true, nextPageCursor: null },
        },
      },
    );
    expect(rows).toEqual([
      { subject: { userKey: key }, told: '2026-02-20T10:00:00.000Z' },
      { subject: { names: ['li'] }, told: '2026-02-10T00:00:00.000Z' },
    ]);
    expect(sent.map((one) => one.query?.pageCursor)).toEqual([undefined, 'c2']);
    expect(cover).toMatchObject({ importance: 'supporting', users: 'listed' });
  });

  it('is absent where no sign-in is recorded, where there is none, and where it may not be read', async () => {
    const quiet = { entities: [event('user created', { id: key })], pagingInfo: { lastPage: true } };
    await expect(read({ json: quiet })).rejects.toMatchObject(absent);
    await expect(read(missingResource)).rejects.toMatchObject(absent);
    await expect(read({ status: 403 })).rejects.toMatchObject(absent);
  });

  it('fails where it answers something else', async () => {
    await expect(read({ status: 503 })).rejects.toMatchObject({ code: 'host_error' });
    await expect(read({ json: { events: [] } })).rejects.toMatchObject({ code: 'host_unexpected_shape' });
  });
});
