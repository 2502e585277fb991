// Lines in Confluence's own audit log: what each answer means, and how long a host is believed that takes none.
import { describe, expect, it } from 'vitest';
import { type Answer, TransportFailure } from '../http-client/exchange.ts';
import type { RequestSpec } from '../http-client/request.ts';
import { HostFailure } from '../ports.ts';
import { createRecords } from './audit-record.ts';

const noon = '2026-03-02T12:00:00.000Z';
const line = { summary: 'run 7', description: '3 applied', at: noon };

function listenAs(...replies: readonly (number | 'page' | HostFailure)[]) {
  const sent: RequestSpec[] = [];
  let nowMs = Date.parse(noon);
  const left = [...replies];
  const send = async (spec: RequestSpec): Promise<Answer> => {
    sent.push(spec);
    const reply = left.shift() ?? 500;
    if (reply instanceof HostFailure) throw reply;
    const page = reply === 'page';
    return {
      request: 'POST /rest/api/audit',
      status: page ? 200 : reply,
      text: page ? '<html>' : '{}',
      json: page ? undefined : {},
      malformed: false,
      header: () => undefined,
    };
  };
  const clock = { now: () => new Date(nowMs).toISOString(), sleep: async () => undefined };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { records: createRecords({ send }, clock), sent, pass };
}

const lost = (arrived: 'no' | 'perhaps') =>
  new TransportFailure('host_timeout', { request: 'POST /rest/api/audit', arrived, retryable: false });

describe("a line in Confluence's audit log", () => {
  it.each([
    [200, 'written', '→ 200'],
    [204, 'written', '→ 204'],
    ['page', 'unclear', '→ 200'],
    [302, 'unclear', '→ 302'],
    [405, 'refused', '→ 405'],
    [404, 'refused', '→ 404'],
    [401, 'refused', '→ 401'],
    [408, 'unclear', '→ 408'],
    [500, 'unclear', '→ 500'],
    [lost('no'), 'refused', '→ host_timeout'],
    [lost('perhaps'), 'unclear', '→ host_timeout'],
  ] as const)('answered with %s is %s', async (reply, kind, evidence) => {
    const { records } = listenAs(reply);
    expect(await records.write(line)).toEqual({ kind, evidence: `POST /rest/api/audit ${evidence}` });
  });

  it.each([400, 403, 404, 405, 415])(
    'is not tried again within the hour after a %s, whatever run it is of',
    async (status) => {
      const { records, sent, pass } = listenAs(status, 200);
      const refused = await records.write(line);
      pass(3_600_000);
      expect(await records.write(line)).toEqual(refused);
      expect(sent).toHaveLength(1);
      pass(1);
      expect((await records.write(line)).kind).toBe('written');
      expect((await records.write(line)).kind).toBe('unclear');
      expect(sent).toHaveLength(3);
    },
  );

  it.each([401, 429, 500])(
    'is tried again with the next run after a %s, which says nothing about the log',
    async (status) => {
      const { records } = listenAs(status, 200);
      await records.write(line);
      expect((await records.write(line)).kind).toBe('written');
    },
  );
});
