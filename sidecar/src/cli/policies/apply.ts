// `policy apply`: has the sidecar take in every policy of these files, or none of them.
import type { CheckedFilesDocument, ImportedPoliciesDocument } from '../../contract/policy-texts.ts';
import { urlFlag } from '../api/find-address.ts';
import { signIn } from '../api/sign-in.ts';
import type { Command } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';
import { readFiles, someFiles } from './read-files.ts';
import { readSeen, seeVersions } from './seen-versions.ts';

export const policyApply: Command = {
  name: 'policy apply',
  takes: '[--seen VERSIONS] FILE…',
  words: someFiles,
  about: 'takes in the policies of these files, all or none',
  details: [
    'It asks the sidecar with your own Confluence token, and you stand in the audit trail as who did it. With a single',
    'fault in any file nothing is saved. New policies begin in test mode, others keep their mode; policies that are in',
    'no file are left alone. Where somebody changes one of them meanwhile, nothing is saved either: what they did is not',
    'overwritten. With --seen that counts from the moment you looked; "policy diff" prints what to hand on.',
    '',
    '  user-management policy diff *.yaml',
    '  user-management policy apply --seen leavers=3,gone=none *.yaml',
  ],
  flags: [
    { name: 'seen', value: 'VERSIONS', about: 'the version of each policy as you saw it, ID=3 or ID=none' },
    urlFlag,
  ],
  run: async (call) => {
    const seen = readSeen(call);
    const files = await readFiles(call.words);
    const api = await signIn(call);
    const now = seeVersions(await api.post<CheckedFilesDocument>('/policy-files/check', { files }));
    const taken = await api.post<ImportedPoliciesDocument>('/policy-files', { files, over: { ...now, ...seen } });
    call.out(call.json ? printJson(taken) : `${taken.items.map(describeItem).join('\n')}\n`);
    return exitCodes.well;
  },
};

function describeItem({ id, version, changed, mode }: ImportedPoliciesDocument['items'][number]): string {
  if (!changed) return `${id}: says the same as version ${version}, in ${mode} mode`;
  return `${id}: taken in as version ${version}, in ${mode} mode`;
}
