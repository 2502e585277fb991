// `sync`: has the sidecar read Confluence now, waits for it, and says what was read and what was not.
import { urlFlag } from '../api/find-address.ts';
import type { Command } from '../frame/command.ts';

export const sync: Command = {
  name: 'sync',
  takes: '[--wait SECONDS]',
  words: { least: 0, most: 0, what: 'nothing but flags' },
  about: 'reads Confluence now, and says what was read and what was incomplete',
  details: [
    'It asks the sidecar with your own Confluence token; reading changes nothing in Confluence. Where a reading is under',
    'way already, it waits for that one. It ends with 1 where a source failed, and with 69 where no reading came in time;',
    'what is incomplete or absent here is told, and no fault. After half a minute it says on stderr what it waits for.',
    '',
    '  user-management sync && user-management policy plan inactive-90-days',
  ],
  flags: [{ name: 'wait', value: 'SECONDS', about: 'how long it waits at most; 3600 unless told' }, urlFlag],
  run: async (call) => {
    const { readNow } = await import('./read-now.ts');
    return readNow(call);
  },
};
