// Reads a folder of policy files in the order of their names; a file that cannot be read never stops the others.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PolicyDefinition, PolicyId } from '../../domain/policy.ts';
import type { FileFault, Locate } from './fault.ts';
import type { ReadOptions } from './read-object.ts';
import { readPolicyText, type TextReading } from './read-text.ts';

/** A policy from a file; `locate` finds its parts in the text, for checks that come later. */
export interface FilePolicy {
  readonly file: string;
  readonly definition: PolicyDefinition;
  readonly locate: Locate;
}

export interface FolderReading {
  readonly policies: readonly FilePolicy[];
  readonly faults: readonly FileFault[];
}

/** Reads every `*.yaml` and `*.yml` of the folder itself; hidden files are left out. */
export async function readPoliciesFolder(folder: string, options: ReadOptions): Promise<FolderReading> {
  const names = await listFiles(folder);
  if (names === null) {
    const message = 'the folder of policies cannot be read; check that it exists and may be read (UM_POLICIES_DIR)';
    return { policies: [], faults: [{ file: folder, path: '', message }] };
  }
  const policies: FilePolicy[] = [];
  const faults: FileFault[] = [];
  const fileOf = new Map<PolicyId, string>();
  for (const name of names) {
    const file = path.join(folder, name);
    const read = await readPolicyFile(file, options);
    if ('faults' in read) {
      faults.push(...read.faults.map((fault) => ({ file, ...fault })));
      continue;
    }
    const { policy } = read.definition;
    const first = fileOf.get(policy);
    if (first !== undefined) {
      const message = `the policy "${policy}" stands in ${first} already; every file needs its own`;
      faults.push({ file, path: 'policy', message, ...read.locate(['policy'], 'value') });
      continue;
    }
    fileOf.set(policy, file);
    policies.push({ file, ...read });
  }
  return { policies, faults };
}

async function listFiles(folder: string): Promise<string[] | null> {
  try {
    const names = await readdir(folder);
    return names.filter((name) => /^[^.].*\.ya?ml$/i.test(name)).sort();
  } catch {
    return null;
  }
}

/** Reads one file. Never throws: what cannot be read is a fault without a place. */
export async function readPolicyFile(file: string, options: ReadOptions): Promise<TextReading> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
    return readPolicyText(text, options);
  } catch (error) {
    const message = error instanceof TypeError ? 'is not text in UTF-8' : 'cannot be read';
    return { faults: [{ path: '', message }] };
  }
}
