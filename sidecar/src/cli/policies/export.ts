// `policy export`: prints policies in use as YAML, as they may stand in a policy file.
import { urlFlag } from '../api/find-address.ts';
import { signIn } from '../api/sign-in.ts';
import { type Call, type Command, CommandFault } from '../frame/command.ts';
import { exitCodes } from '../frame/exit-codes.ts';
import { printJson } from '../frame/print-json.ts';

export const policyExport: Command = {
  name: 'policy export',
  takes: 'ID|--all',
  words: { least: 0, most: 1, what: 'the id of one policy' },
  about: 'prints policies in use as YAML, one or all',
  details: [
    'It asks the sidecar with your own Confluence token. With --all each policy is a document of its own, those that are',
    'managed by files on the server included.',
    '',
    '  user-management policy export inactive-90-days > inactive-90-days.yaml',
    '  user-management policy export --all > policies.yaml',
  ],
  flags: [{ name: 'all', value: null, about: 'every policy in use' }, urlFlag],
  run: async (call) => {
    const id = readId(call);
    const api = await signIn(call);
    const pieces = await api.download(id === null ? '/policy-files' : `/policies/${encodeURIComponent(id)}/yaml`);
    const text = await readText(pieces);
    call.out(call.json ? printJson({ policy: id, text }) : text);
    return exitCodes.well;
  },
};

/** Null stands for all. */
function readId({ words: [id], flags }: Call): string | null {
  if ((id === undefined) !== flags.has('all')) {
    throw new CommandFault(exitCodes.usage, '"policy export" needs either the id of a policy or --all.');
  }
  return id ?? null;
}

async function readText(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const read: Uint8Array[] = [];
  try {
    for await (const piece of pieces) read.push(piece);
  } catch {
    throw new CommandFault(exitCodes.hostUnreachable, 'The sidecar broke off in between; nothing was printed.');
  }
  return Buffer.concat(read).toString('utf8');
}
