// `policy apply`: has the sidecar take in every policy of these files, or none of them.
import type { ImportedPoliciesDocument } from '../../contract/policy-texts.ts';
import { urlFlag } from '../api/find-address.ts';
import { signIn } from '../api/sign-in.ts';
import type { Command } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { readFiles, someFiles } from './read-files.ts';

export const policyApply: Command = {
  name: 'policy apply',
  takes: 'FILE…',
  words: someFiles,
  about: 'takes in the policies of these files, all or none',
  details: [
    'It asks the sidecar with your own Confluence token, and you stand in the audit trail as who did it. With a single',
    'fault in any file nothing is saved. New policies begin in test mode, others keep their mode; policies that are in',
    'no file are left alone.',
    '',
    '  user-management policy diff *.yaml',
    '  user-management policy apply *.yaml',
  ],
  flags: [urlFlag],
  run: async (call) => {
    const files = await readFiles(call.words);
    const taken = await (await signIn(call)).post<ImportedPoliciesDocument>('/policy-files', { files });
    call.out(call.json ? printJson(taken) : `${taken.items.map(describeItem).join('\n')}\n`);
    return exitCodes.well;
  },
};

function describeItem({ id, version, changed, mode }: ImportedPoliciesDocument['items'][number]): string {
  if (!changed) return `${id}: says the same as version ${version}, in ${mode} mode`;
  return `${id}: taken in as version ${version}, in ${mode} mode`;
}
