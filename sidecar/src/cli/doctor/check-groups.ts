// Whether the groups of the configuration exist in Confluence.
import { foldName } from '../../domain/user.ts';
import type { Check } from './check.ts';
import { type Finding, fault, ok, warning } from './finding.ts';
import { readGroupNames } from './read-group-names.ts';

export const checkConfiguredGroups: Check = {
  name: 'groups',
  title: 'Groups',
  after: 'sign-in',
  run: async (ground) => {
    const { administrators, operators, auditors, helpdesk, licence } = ground.config.groups;
    const names = await readGroupNames(ground);
    const known = new Set(names.map(foldName));
    const missing = (groups: readonly string[]) => groups.filter((group) => !known.has(foldName(group)));
    const noAdministrators = missing(administrators).length === administrators.length;
    const findings: Finding[] = [
      ...missing(administrators).map((group) => {
        const found = `UM_ADMIN_GROUPS names "${group}", which Confluence does not have.`;
        if (noAdministrators) return fault(found, 'Name a group that exists; otherwise nobody can sign in here.');
        return warning(found, 'Correct the name or take it out.');
      }),
      ...nameMissing('UM_OPERATOR_GROUPS', missing(operators)),
      ...nameMissing('UM_AUDITOR_GROUPS', missing(auditors)),
      ...nameMissing('UM_HELPDESK_GROUPS', missing(helpdesk)),
      ...nameMissing('UM_LICENCE_GROUPS', missing(licence ?? [])),
    ];
    return findings.length > 0 ? findings : [ok(`The configured groups exist; Confluence has ${names.length} groups.`)];
  },
};

function nameMissing(variable: string, groups: readonly string[]): Finding[] {
  return groups.map((group) =>
    warning(`${variable} names "${group}", which Confluence does not have.`, 'Correct the name or take it out.'),
  );
}
