// Which abilities a policy asks for and must do without here: found before anything is read or planned, each with its code.
import type { Capability, EvidenceSources, HostPort } from '../adapters/ports.ts';
import { dependsOnActivity, leavesOf } from '../domain/criteria/leaves.ts';
import type { PolicyDefinition } from '../domain/policy.ts';
import type { Settings } from '../store/settings.ts';

export interface MissingInput {
  readonly definition: Pick<PolicyDefinition, 'criteria'>;
  readonly host: Pick<HostPort, 'capabilities'>;
  readonly evidence: Pick<EvidenceSources, 'list'>;
  readonly nestedGroups: Settings['nestedGroups'];
}

/**
 * Codes of the catalogue, whose sentences say what would help; empty where nothing is missing. The run goes on: whom it
 * cannot answer for is unknown, and selects nobody. Throws `HostFailure`.
 */
export async function findMissing({ definition, host, evidence, nestedGroups }: MissingInput): Promise<string[]> {
  const states = await host.capabilities();
  const absenceOf = (capability: Capability) => states.find((one) => one.capability === capability)?.absence ?? null;
  const keys = new Set([...leavesOf(definition.criteria)].map(({ key }) => key));
  const ports = await evidence.list();
  // Access logs and audit events reach back weeks only: they save people, and say of nobody that they are idle.
  const tellsLogins = ports.some(
    (port) => port.kind === 'login' && port.absent === undefined && port.covers().importance === 'required',
  );
  const asksForEmail = keys.has('email') || keys.has('emailDomain');
  const tellsEmail = ports.some((port) => port.tellsEmail === true && port.absent === undefined);
  return [
    dependsOnActivity(definition.criteria) && !tellsLogins ? absenceOf('users.activity') : null,
    keys.has('inGroup') && nestedGroups !== 'declared-none' ? absenceOf('groups.nested') : null,
    asksForEmail && !tellsEmail ? absenceOf('users.email') : null,
  ].filter((code) => code !== null);
}
