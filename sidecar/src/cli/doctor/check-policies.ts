// Whether the policy files are sound, and the groups they name exist where that can be asked.
import { HostFailure } from '../../adapters/ports.ts';
import { checkGroups } from '../../services/policy-files/check-groups.ts';
import { type FileFault, printFault } from '../../services/policy-files/fault.ts';
import { readPoliciesFolder } from '../../services/policy-files/read-folder.ts';
import type { Check, Ground } from './check.ts';
import { fault, ok } from './finding.ts';
import { readGroupNames } from './read-group-names.ts';

export const checkPolicies: Check = {
  name: 'policies',
  title: 'Policies',
  run: async (ground) => {
    const { policiesDir, timeZone } = ground.config;
    if (policiesDir === null) return [ok('No folder of policy files is set.')];
    const { policies, faults } = await readPoliciesFolder(policiesDir, { defaultZone: timeZone });
    if (faults.some(({ file }) => file === policiesDir)) {
      const todo = 'Make the folder, let the user of the sidecar read it, or correct UM_POLICIES_DIR.';
      return [fault(`The folder of policy files, ${policiesDir}, cannot be read.`, todo)];
    }
    const known = policies.length > 0 ? await readKnownGroups(ground) : null;
    const all: FileFault[] = [...faults];
    for (const { file, definition, locate } of policies) {
      const checked = checkGroups(definition, known ?? 'not-now', locate);
      all.push(...checked.faults.map((one) => ({ file, ...one })));
    }
    if (all.length > 0) return all.map((one) => fault(`${printFault(one)}.`, 'Mend the file.'));
    const count = policies.length === 1 ? '1 policy' : `${policies.length} policies`;
    const without = known === null && policies.length > 0 ? ' (their groups could not be checked)' : '';
    return [ok(`${count} in ${policiesDir}, without a fault${without}.`)];
  },
};

/** Null where Confluence cannot be asked; the other checks say why. */
async function readKnownGroups(ground: Ground): Promise<readonly string[] | null> {
  if (!ground.passed('sign-in')) return null;
  try {
    return await readGroupNames(ground);
  } catch (error) {
    if (error instanceof HostFailure) return null;
    throw error;
  }
}
