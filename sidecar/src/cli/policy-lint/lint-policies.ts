// Lints policies: prints each fault where it stands, and how many policies are sound.
import { printFault } from '../../services/policy-files/fault.ts';
import type { Call } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { readPolicies } from './read-policies.ts';

export async function lintPolicies({ words, env, json, out }: Call): Promise<ExitCode> {
  const { policies, faults } = await readPolicies(words, { defaultZone: env.UM_TIME_ZONE || 'UTC' });
  const ok = faults.length === 0;
  if (json) {
    const sound = policies.map(({ file, definition }) => ({ file, policy: definition.policy, name: definition.name }));
    out(printJson({ ok, policies: sound, faults }));
  } else {
    for (const fault of faults) out(`${printFault(fault)}\n`);
    out(`${sum(policies.length, new Set(faults.map(({ file }) => file)).size, faults.length)}\n`);
  }
  return ok ? exitCodes.well : exitCodes.findings;
}

function sum(sound: number, faulty: number, faults: number): string {
  const policies = sound === 1 ? '1 policy is sound' : `${sound} policies are sound`;
  if (faults === 0) return sound === 0 ? 'There is no policy here: no file ends in .yaml or .yml.' : `${policies}.`;
  const count = faults === 1 ? '1 fault' : `${faults} faults`;
  return `${policies}, ${count} in ${faulty === 1 ? '1 file' : `${faulty} files`}.`;
}
