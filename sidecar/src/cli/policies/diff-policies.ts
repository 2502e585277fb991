// Compares policy files with the policies in use: the sidecar says what would become of each, the places are told here.
import type { CheckedFilesDocument } from '../../contract/policy-texts.ts';
import type { StoredPolicyDocument } from '../../contract/stored-policies.ts';
import { printFault } from '../../services/policy-files/fault.ts';
import { type Api, signIn } from '../api/sign-in.ts';
import type { Call } from '../frame/command.ts';
import { type ExitCode, exitCodes } from '../frame/exit-codes.ts';
import { onOneLine } from '../frame/on-one-line.ts';
import { printJson } from '../frame/print-json.ts';
import { compareDefinitions, type Difference, sayDifference } from './compare-definitions.ts';
import { readFiles } from './read-files.ts';
import { type SeenVersions, seeVersions, writeSeen } from './seen-versions.ts';

type Checked = CheckedFilesDocument['items'][number];
type Compared = Checked & { readonly changes: readonly Difference[] };

export async function diffPolicies(call: Call): Promise<ExitCode> {
  const files = await readFiles(call.words);
  const api = await signIn(call);
  const checked = await api.post<CheckedFilesDocument>('/policy-files/check', { files });
  const { items } = checked;
  const seen = seeVersions(checked);
  const compared = await Promise.all(items.map((item) => compareItem(api, item)));
  const ok = compared.every(({ becomes }) => becomes !== 'refused');
  call.out(call.json ? printJson({ ok, seen, items: compared }) : describe(compared, { ok, seen }));
  return ok ? exitCodes.well : exitCodes.findings;
}

async function compareItem(api: Api, item: Checked): Promise<Compared> {
  if (item.becomes !== 'changed' || item.id === null || item.definition === null) return { ...item, changes: [] };
  const { definition } = await api.get<StoredPolicyDocument>(`/policies/${encodeURIComponent(item.id)}`);
  return { ...item, changes: compareDefinitions(definition, item.definition) };
}

function describe(compared: readonly Compared[], { ok, seen }: { ok: boolean; seen: SeenVersions }): string {
  const differs = compared.some(({ becomes }) => becomes !== 'same');
  const hint = differs ? [`To take in nothing but this: policy apply --seen ${writeSeen(seen)}`] : [];
  const end = ok ? hint : ['While one is refused, none would be taken in.'];
  return `${[...compared.flatMap(describeItem), ...end].map(onOneLine).join('\n')}\n`;
}

function describeItem(item: Compared): string[] {
  const { file, id, name, becomes, version, mode, faults, warnings, changes } = item;
  if (becomes === 'refused') return faults.map((fault) => printFault({ file, ...fault }));
  const who = `${file}: ${id} (${name})`;
  const warned = warnings.map((warning) => `  not checked: ${printFault({ file, ...warning })}`);
  if (becomes === 'new') return [`${who} would be new, in test mode`, ...warned];
  if (becomes === 'same') return [`${who} says the same as version ${version}`, ...warned];
  const places = changes.map((one) => `  ${sayDifference(one)}`);
  return [`${who} would change version ${version}, and stay in ${mode} mode`, ...places, ...warned];
}
