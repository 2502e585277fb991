// `doctor`: looks at everything the product depends on, changes nothing, and says for each thing what to do.
import type { Command } from '../frame/command.ts';

export const doctor: Command = {
  name: 'doctor',
  takes: '[--no-mail] [--evidence] | --record [FILE]',
  words: { least: 0, most: 1, what: 'one file, with --record' },
  about: 'checks configuration, database, Confluence and mail, and says what to do',
  details: [
    'Looks only: nothing is changed in Confluence, no table of ours is made or migrated, no mail is sent. The mail server',
    'is connected to, greeted, asked for encryption and signed in at, as for a mail.',
    'A fault ends with 1 (69, 77 or 78 for the ones that stand in the way of everything); warnings alone end with 0.',
    '',
    '--record asks Confluence some sixty questions and each Crowd application some forty, by GET alone, and writes',
    'the shapes of the answers to FILE (confluence-VERSION-DATE.json.gz; a name that ends in .json is not packed, for',
    'reading before sending). It tells no value: no names, no addresses, no tokens. Then it says where our stand-in',
    'of that version differs.',
  ],
  flags: [
    { name: 'no-mail', value: null, about: 'leave the mail server alone' },
    { name: 'evidence', value: null, about: 'say for everything by which request it is known' },
    { name: 'record', value: null, about: 'write down the shapes of what Confluence and Crowd answer' },
  ],
  run: async (call) => {
    const { runDoctor } = await import('./run-doctor.ts');
    return runDoctor(call);
  },
};
