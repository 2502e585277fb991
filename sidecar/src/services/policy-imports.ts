// Files of policies over the API: written out for keeping, checked against what is in use, and taken in all together or not at all.
import { isDeepStrictEqual } from 'node:util';
import type { PolicyDefinition } from '../domain/policy.ts';
import { type FaultDetail, ProductError } from '../errors.ts';
import type { StoredPolicy } from '../store/policies.ts';
import { knownGroups, requirePolicy, writeTogether } from './policies.ts';
import { checkGroups } from './policy-files/check-groups.ts';
import type { FileFault } from './policy-files/fault.ts';
import { readPolicyTexts, type TextReading } from './policy-files/read-text.ts';
import { writePolicyText, writePolicyTexts } from './policy-files/write-text.ts';
import type { Actor, ServiceContext } from './service-context.ts';

export interface PolicyFile {
  readonly name: string;
  /** Policies as YAML, a document each. */
  readonly text: string;
}

/** What would become of one document. */
export interface CheckedPolicy {
  readonly file: string;
  /** Null where the document cannot be read. */
  readonly definition: PolicyDefinition | null;
  readonly becomes: 'new' | 'changed' | 'same' | 'refused';
  /** What is in use under its name, or null. */
  readonly stored: StoredPolicy | null;
  readonly faults: readonly FaultDetail[];
  readonly warnings: readonly FaultDetail[];
}

type Reading = Pick<ServiceContext, 'store' | 'config'>;

type Exporting = Pick<ServiceContext, 'store' | 'clock'>;

/** One policy as YAML, noted with who took it; throws `policy_not_found`. */
export async function exportPolicy(context: Exporting, { id, actor }: { id: string; actor: Actor }): Promise<string> {
  const { definition } = await requirePolicy(context, id);
  await noteExport(context, actor, { policy: id });
  return writePolicyText(definition);
}

/** Every policy in use as YAML, a document each, those managed by files too; noted with who took them. */
export async function exportPolicies(context: Exporting, actor: Actor): Promise<string> {
  const policies = await context.store.policies.list();
  await noteExport(context, actor, {});
  return writePolicyTexts(policies.map(({ definition }) => definition));
}

async function noteExport({ store, clock }: Exporting, actor: Actor, more: { policy?: string }): Promise<void> {
  const details = { what: 'policies', format: 'yaml', ...more };
  await store.audit.append({ at: clock.now(), actor, event: 'export.made', details });
}

/** Checks every document of every file. */
export async function checkFiles(context: Reading, files: readonly PolicyFile[]): Promise<readonly CheckedPolicy[]> {
  const groups = await knownGroups(context);
  const stored = new Map((await context.store.policies.list()).map((policy) => [policy.id, policy]));
  const holders = new Map<string, string>();
  return files.flatMap(({ name: file, text }) =>
    readPolicyTexts(text, { defaultZone: context.config.timeZone }).map((reading) => {
      if ('faults' in reading) return refuse({ file, definition: null, stored: null, faults: reading.faults });
      const { definition } = reading;
      const before = stored.get(definition.policy) ?? null;
      const { faults, warnings } = checkGroups(definition, groups, reading.locate);
      const all = [...refusePlace(reading, { before, holder: holders.get(definition.policy) }), ...faults];
      holders.set(definition.policy, file);
      if (all.length > 0) return refuse({ file, definition, stored: before, faults: all });
      return { file, definition, stored: before, faults: [], warnings, becomes: compare(definition, before) };
    }),
  );
}

function refuse(checked: Omit<CheckedPolicy, 'becomes' | 'warnings'>): CheckedPolicy {
  return { ...checked, becomes: 'refused', warnings: [] };
}

/** A name belongs to one document, and one that belongs to a file on the server is changed there. */
function refusePlace(
  { locate }: Extract<TextReading, { readonly definition: PolicyDefinition }>,
  { before, holder }: { readonly before: StoredPolicy | null; readonly holder: string | undefined },
): readonly FaultDetail[] {
  const place = { path: 'policy', ...locate(['policy'], 'value') };
  if (holder !== undefined)
    return [{ ...place, message: `stands in ${holder} already; every policy needs its own name` }];
  if (before?.origin.kind !== 'file') return [];
  return [{ ...place, message: `is managed by the file ${before.origin.file}; change it there` }];
}

function compare(definition: PolicyDefinition, before: StoredPolicy | null): 'new' | 'changed' | 'same' {
  if (before === null) return 'new';
  return isDeepStrictEqual(definition, before.definition) ? 'same' : 'changed';
}

export interface ImportOrder {
  readonly files: readonly PolicyFile[];
  /** By id, the versions that were seen, null where there was none; who is not named is not checked. */
  readonly over: Readonly<Record<string, number | null>>;
  readonly actor: Actor;
}

/**
 * Takes in every document of every file, new ones in test mode. Throws `policy_invalid` with the faults of all files, each
 * with file, line and column, or `policy_overtaken`; then nothing is saved.
 */
export async function importPolicies(
  context: Pick<ServiceContext, 'store' | 'clock' | 'config' | 'wake'>,
  { files, over, actor }: ImportOrder,
): Promise<readonly { readonly policy: StoredPolicy; readonly changed: boolean }[]> {
  const checked = await checkFiles(context, files);
  const faults = checked.flatMap(({ file, faults: found }) => found.map((fault) => tellFile({ file, ...fault })));
  if (faults.length > 0) throw new ProductError('policy_invalid', faults);
  const drafts = checked.flatMap(({ definition }) => {
    if (definition === null) return [];
    const seen = over[definition.policy];
    const origin = { kind: 'api', by: actor.username } as const;
    return [{ definition, origin, ...(seen === undefined ? {} : { over: seen }) }];
  });
  const saved = await writeTogether(context, { drafts, actor });
  context.wake.scheduler();
  return saved;
}

/** The place in front, as the log tells it. */
function tellFile(fault: FileFault): FaultDetail {
  const { file, path, message, line, column } = fault;
  const places = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  return { path: path === '' ? file : `${file} ${path}`, message, ...places };
}
