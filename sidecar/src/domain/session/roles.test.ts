// Roles by groups: the highest counts, names are compared as Confluence compares them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roleOf } from './roles.ts';

const given = {
  administrators: ['um-admins'],
  operators: ['um-operators'],
  auditors: ['um-auditors'],
  helpdesk: ['um-helpdesk'],
};

describe('the role of a person', () => {
  it.each([
    [['UM-Admins', 'um-auditors'], 'administrator'],
    [['um-operators', 'um-auditors'], 'operator'],
    [['um-auditors'], 'auditor'],
    [['um-helpdesk', 'um-auditors'], 'auditor'],
    [['um-helpdesk'], 'helpdesk'],
    [['confluence-users'], null],
    [[], null],
  ])('of %j is %s', (groups, role) => {
    expect(roleOf(groups, given)).toBe(role);
  });

  it('never grows by losing a group', () => {
    const names = fc.subarray(['um-admins', 'um-operators', 'um-auditors', 'um-helpdesk', 'others']);
    const rank = (groups: readonly string[]) => {
      const role = roleOf(groups, given);
      return role === null ? 0 : ['helpdesk', 'auditor', 'operator', 'administrator'].indexOf(role) + 1;
    };
    fc.assert(
      fc.property(names, fc.nat(3), (groups, lost) => {
        expect(rank(groups.filter((_, place) => place !== lost))).toBeLessThanOrEqual(rank(groups));
      }),
    );
  });
});
