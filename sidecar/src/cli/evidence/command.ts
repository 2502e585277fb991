// `evidence`: fetches the evidence pack of a period from the sidecar and writes it to a file.
import { urlFlag } from '../api/find-address.ts';
import type { Command } from '../frame/command.ts';

export const evidence: Command = {
  name: 'evidence',
  takes: '--from DAY --to DAY --out FILE [--no-names]',
  words: { least: 0, most: 0, what: 'nothing but flags' },
  about: 'writes what an auditor needs of a period into one archive',
  details: [
    'It asks the sidecar with your own Confluence token; the role of an auditor is enough. Days are those of UTC and',
    'may be instants as well; --to is not part of the period. A file that exists is not written over.',
    'With --no-names nobody is named in it: counts, codes and digests, without the lists of accounts and outcomes.',
    '',
    '  user-management evidence --from 2026-01-01 --to 2026-04-01 --out q1.zip',
    '  user-management audit verify q1.zip',
  ],
  flags: [
    { name: 'from', value: 'DAY', about: 'the first day, 2026-01-01, or an instant' },
    { name: 'to', value: 'DAY', about: 'the day after the last, or an instant' },
    { name: 'out', value: 'FILE', about: 'where the archive is written' },
    { name: 'no-names', value: null, about: 'leaves out whatever names people' },
    urlFlag,
  ],
  run: async (call) => {
    const { fetchEvidence } = await import('./fetch-evidence.ts');
    return fetchEvidence(call);
  },
};
