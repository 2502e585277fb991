// What a policy must do without: said for addresses only where the policy asks for them and nobody tells them.
import { expect, it } from 'vitest';
import type { CapabilityState } from '../adapters/ports.ts';
import type { Criteria } from '../domain/criteria/leaves.ts';
import { findMissing, type MissingInput } from './find-missing.ts';

const untold: CapabilityState = {
  capability: 'users.email',
  present: false,
  way: null,
  absence: 'host_email_absent',
  evidence: 'GET /rest/api/user/list',
  probedAt: '2026-01-01T00:00:00.000Z',
};

function find(criteria: Criteria): Promise<string[]> {
  const host: MissingInput['host'] = { capabilities: async () => [untold] };
  const evidence: MissingInput['evidence'] = { list: async () => [] };
  return findMissing({ definition: { criteria }, host, evidence, nestedGroups: 'read' });
}

it('names addresses for a policy that asks for their domain, at any depth, where nobody tells them', async () => {
  expect(await find({ all: [{ status: 'active' }, { not: { emailDomain: ['example.com'] } }] })).toEqual([
    'host_email_absent',
  ]);
  expect(await find({ email: ['*@example.com'] })).toEqual(['host_email_absent']);
});

it('says nothing of addresses to a policy that does not ask for them', async () => {
  expect(await find({ status: 'active' })).toEqual([]);
});
