// `audit verify`: checks an exported audit trail without the sidecar, its database or a network.
import type { Command } from '../frame/command.ts';

export const auditVerify: Command = {
  name: 'audit verify',
  takes: 'FILE [--key FILE] [--checkpoints FOLDER|FILE]',
  words: { least: 1, most: 1, what: 'the file of an exported audit trail or evidence pack' },
  about: 'checks an exported audit trail or an evidence pack offline, and names the first thing that is broken',
  details: [
    'Ends with 0 when every line is as it was written, with 1 when one is not, with 66 when a file cannot be read.',
    'Without --key the keys in the file are believed: anybody can write a whole trail anew, or remove its beginning,',
    'with a key of their own, so keep the public key (GET /audit/chain, or the folder of checkpoints) where none of',
    'them can write.',
    'A trail that ends early is found by a later checkpoint alone: without --checkpoints nothing can be known of what was',
    'written after the last entry of the file.',
    '',
    '  user-management audit verify audit.jsonl',
    '  user-management audit verify evidence.zip',
    '  user-management audit verify audit.jsonl --key audit-key.txt --checkpoints /srv/audit',
  ],
  flags: [
    { name: 'key', value: 'FILE', about: 'public keys to trust, 64 hexadecimal digits a line' },
    { name: 'checkpoints', value: 'PLACE', about: 'checkpoints kept apart: a folder, or one file' },
  ],
  run: async (call) => {
    const { verifyFile } = await import('./verify-file.ts');
    return verifyFile(call);
  },
};
