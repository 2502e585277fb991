// `erase`: asks the sidecar to erase one person from everything it keeps.
import type { ErasureDocument } from '../../contract/erasures.ts';
import { urlFlag } from '../api/find-address.ts';
import { signIn } from '../api/sign-in.ts';
import { type Command, CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';

export const erase: Command = {
  name: 'erase',
  takes: 'USER --for-good',
  words: { least: 1, most: 1, what: 'a username or a user key' },
  about: 'erases one person from everything this product keeps',
  details: [
    'It asks the sidecar with your own Confluence token. Names, addresses and before-images go, in plans,',
    'snapshots, mails, sessions and the audit trail, which still verifies. What such a person lost cannot be',
    'given back any more. It is refused while Confluence shows them as active, and says what remains and why.',
    '',
    '  user-management erase mara --for-good',
  ],
  flags: [{ name: 'for-good', value: null, about: 'says that you mean it' }, urlFlag],
  run: async (call) => {
    if (!call.flags.has('for-good'))
      throw new CommandFault(exitCodes.usage, '"erase" needs --for-good: nothing brings it back.');
    const erased = await (await signIn(call)).post<ErasureDocument>('/erasures', { user: call.words[0] ?? '' });
    call.out(call.json ? printJson(erased) : describe(erased));
    return exitCodes.well;
  },
};

function describe({ rows, personHash, reasons, namedIn, remains }: ErasureDocument): string {
  const counts = Object.entries(rows).map(([table, count]) => `  ${table}: ${count}`);
  const changed = [
    ...reasons.runs.map((run) => `  decision about run ${run}`),
    ...reasons.exemptions.map((exemption) => `  exemption ${exemption}`),
  ];
  const policies = namedIn.map(({ policy, version }) => `  ${policy}, version ${version}`);
  return `${[
    'Erased, by table:',
    ...counts,
    `In the audit trail as person ${personHash}.`,
    ...(changed.length === 0 ? [] : ['Reasons from which a name was erased:', ...changed]),
    'What remains:',
    ...remains.map(({ message }) => `  ${message}`),
    ...(policies.length === 0 ? [] : ['Policies that name them:', ...policies]),
  ].join('\n')}\n`;
}
