// What a policy must do without: each ability only where it asks for it, and nobody else brings it.
import { expect, it } from 'vitest';
import { absenceOfChange } from '../adapters/confluence/abilities.ts';
import type { Capability, CapabilityState } from '../adapters/ports.ts';
import type { Action } from '../domain/action.ts';
import type { Criteria } from '../domain/criteria/leaves.ts';
import { createMissingFinder, type MissingWork } from './find-missing.ts';

const absent = (capability: Capability, absence: CapabilityState['absence']): CapabilityState => ({
  capability,
  present: false,
  way: null,
  absence,
  evidence: 'GET /rest/api/user/list',
  probedAt: '2026-01-01T00:00:00.000Z',
});
const capabilities = [absent('users.email', 'host_email_absent'), absent('users.delete', 'host_changes_absent')];

type Told = MissingWork['directorySources'];

async function find(criteria: Criteria, actions: readonly Action[] = ['disable'], told: Partial<Told> = {}) {
  const finder = createMissingFinder({
    evidence: { list: async () => [] },
    directorySources: { tellAccounts: false, tellNames: false, ...told },
    nestedGroups: async () => 'read',
    directories: [{ name: 'Company Crowd' }],
    absencesAt: absenceOfChange,
  });
  return finder({ criteria, actions }, capabilities);
}

it('names addresses for a policy that asks for their domain, at any depth, where nobody tells them', async () => {
  expect(await find({ all: [{ status: 'active' }, { not: { emailDomain: ['example.com'] } }] })).toEqual([
    'host_email_absent',
  ]);
  expect(await find({ email: ['*@example.com'] })).toEqual(['host_email_absent']);
});

it('says nothing of addresses to a policy that does not ask for them, or where accounts tell them', async () => {
  expect(await find({ status: 'active' })).toEqual([]);
  expect(await find({ email: ['*@example.com'] }, ['disable'], { tellAccounts: true })).toEqual([]);
});

it('names the database to a policy that asks for unsynced users, where there is none', async () => {
  expect(await find({ not: { unsynced: false } }, ['delete'])).toEqual(['unsynced_not_told', 'host_changes_absent']);
  expect(await find({ unsynced: true }, ['disable'], { tellAccounts: true })).toEqual(['unsynced_not_told']);
  expect(await find({ unsynced: true }, ['disable'], { tellNames: true })).toEqual([]);
});

it('names a change that cannot be made beside others that can, once', async () => {
  expect(await find({ status: 'active' }, ['disable', 'delete', 'deleteOrDisable'])).toEqual(['host_changes_absent']);
});

it('names a directory that no Crowd application stands for, where accounts are to move to or from it', async () => {
  const order = { missingGroups: 'refuse', mailPasswordReset: false } as const;
  const move = (from: string, to: string): Action => ({ moveToDirectory: { ...order, from, to } });
  const other = 'Corporate LDAP';
  expect(await find({ status: 'active' }, [move(other, 'company crowd')])).toEqual(['directory_without_application']);
  expect(
    await find({ status: 'active' }, [{ copyToDirectory: { ...order, from: 'Company Crowd', to: other } }]),
  ).toEqual(['directory_without_application']);
  expect(await find({ status: 'active' }, [move('COMPANY CROWD', 'Company Crowd')])).toEqual([]);
});
