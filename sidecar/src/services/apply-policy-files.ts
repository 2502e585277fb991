// Applies the policies of a folder to the store at start: sound files are taken, faulty ones named, vanished ones retired.
import { HostFailure, type ReadPort } from '../adapters/ports.ts';
import { digestDefinition } from '../audit/definition.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store/store.ts';
import { checkGroups, type GroupsUnknown } from './policy-files/check-groups.ts';
import { type FileFault, printFault } from './policy-files/fault.ts';
import { readPoliciesFolder } from './policy-files/read-folder.ts';

export interface ApplyInput {
  readonly folder: string;
  readonly defaultZone: string;
  readonly store: Store;
  readonly reads: ReadPort;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Applied {
  readonly applied: readonly string[];
  /** `file:line:column path: message`, one a fault. A policy with a fault keeps the version it had. */
  readonly faults: readonly string[];
}

/** Reads the folder and writes what is sound. Never throws for anything that stands in a file. */
export async function applyPolicyFiles(input: ApplyInput): Promise<Applied> {
  const { folder, defaultZone, store, clock, log } = input;
  const reading = await readPoliciesFolder(folder, { defaultZone });
  const faults: FileFault[] = [...reading.faults];
  const applied: string[] = [];
  const knownGroups = reading.policies.length === 0 ? [] : await readGroupNames(input);
  for (const { file, definition, locate } of reading.policies) {
    const check = checkGroups(definition, knownGroups, locate);
    for (const warning of check.warnings) log.warn({ file, warning: warning.message }, 'policy not checked in full');
    if (check.faults.length > 0) {
      faults.push(...check.faults.map((fault) => ({ file, ...fault })));
      continue;
    }
    const at = clock.now();
    const { changed, policy } = await store.together(async ({ policies, audit }) => {
      const saved = await policies.save({ definition, origin: { kind: 'file', file }, at });
      const digest = digestDefinition(saved.policy.definition);
      const details = { policy: saved.policy.id, version: saved.policy.version, digest, file };
      if (saved.changed) await audit.append({ at, actor: 'system', event: 'policy.saved', details });
      return saved;
    });
    applied.push(policy.id);
    log.info({ policyId: policy.id, version: policy.version, changed, file }, 'policy applied from file');
  }
  await retireVanished(input, new Set([...reading.policies, ...faults].map((one) => one.file)));
  const lines = faults.map(printFault);
  for (const fault of lines) log.error({ fault }, 'policy file refused');
  return { applied, faults: lines };
}

async function readGroupNames({ reads, log }: ApplyInput): Promise<string[] | GroupsUnknown> {
  const names: string[] = [];
  try {
    for await (const page of reads.listGroups()) names.push(...page);
    return names;
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    log.warn({ code: error.code }, 'groups could not be read to check the policies');
    return 'not-now';
  }
}

/** A policy whose file is gone must not go on acting. An unreadable folder says nothing about its files. */
async function retireVanished({ folder, store, clock, log }: ApplyInput, files: ReadonlySet<string>): Promise<void> {
  if (files.has(folder)) return;
  for (const policy of await store.policies.list()) {
    if (policy.origin.kind !== 'file' || files.has(policy.origin.file)) continue;
    const at = clock.now();
    await store.together(async ({ policies, audit }) => {
      if (!(await policies.retire(policy.id, at))) return;
      const details = { policy: policy.id, file: policy.origin.kind === 'file' ? policy.origin.file : null };
      await audit.append({ at, actor: 'system', event: 'policy.retired', details });
    });
    log.warn({ policyId: policy.id, file: policy.origin.file }, 'policy retired: its file is gone');
  }
}
