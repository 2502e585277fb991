// Reads policies from files and folders named on the command line, with the sidecar's own reader.
import { stat } from 'node:fs/promises';
import type { FileFault } from '../../services/policy-files/fault.ts';
import {
  type FilePolicy,
  type FolderReading,
  readPoliciesFolder,
  readPolicyFile,
} from '../../services/policy-files/read-folder.ts';

interface ReadOptions {
  readonly defaultZone: string;
}

/** Reads everything that is named; a policy that stands in two places is a fault at the second one. */
export async function readPolicies(places: readonly string[], options: ReadOptions): Promise<FolderReading> {
  const policies = new Map<string, FilePolicy>();
  const faults: FileFault[] = [];
  for (const place of places) {
    const reading = await readPlace(place, options);
    faults.push(...reading.faults);
    for (const one of reading.policies) {
      const { policy } = one.definition;
      const first = policies.get(policy);
      if (first === undefined) policies.set(policy, one);
      else if (first.file !== one.file) faults.push(refuseTwin(one, first));
    }
  }
  return { policies: [...policies.values()], faults };
}

async function readPlace(place: string, options: ReadOptions): Promise<FolderReading> {
  const found = await stat(place).catch(() => null);
  if (found === null) return { policies: [], faults: [{ file: place, path: '', message: 'is not there' }] };
  if (found.isDirectory()) return readPoliciesFolder(place, options);
  const read = await readPolicyFile(place, options);
  if ('faults' in read) return { policies: [], faults: read.faults.map((fault) => ({ file: place, ...fault })) };
  return { policies: [{ file: place, ...read }], faults: [] };
}

function refuseTwin({ file, definition, locate }: FilePolicy, first: FilePolicy): FileFault {
  const message = `the policy "${definition.policy}" stands in ${first.file} already; every file needs its own`;
  return { file, path: 'policy', message, ...locate(['policy'], 'value') };
}
