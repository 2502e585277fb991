// The command line: defaults, every flag, and one sentence for each mistake.
import { expect, test } from 'vitest';
import { readFlags } from './flags.ts';

test('without flags the documented ports are taken', () => {
  expect(readFlags([])).toEqual({ kind: 'run', options: { port: 8090, crowdPort: 8095, controlPort: 8091 } });
});

test('every flag finds its option, with a blank or an equals sign', () => {
  const args =
    '--port 0 --crowd-port=0 --control-port 0 --context / --confluence 9.2 --users 20 --seed 4 --latency-ms 5 ' +
    '--rate-limit 10/50 --basic-auth off --secure-admin --remote-api on --read-only --licence-seats 9 --anonymous off ' +
    '--directories three --directory-shape plural --synchronise-every 0 --synchronise-ms 9 --database-url postgres://a/b';
  expect(readFlags(args.split(' '))).toEqual({
    kind: 'run',
    options: {
      port: 0,
      crowdPort: 0,
      controlPort: 0,
      contextPath: '/',
      confluence: '9.2',
      users: 20,
      seed: 4,
      latencyMs: 5,
      rateLimit: { fillRate: 10, capacity: 50 },
      basicAuth: false,
      secureAdmin: true,
      remoteApi: true,
      readOnly: true,
      licenceSeats: 9,
      anonymousUse: false,
      directories: 'three',
      directoryShape: 'plural',
      synchroniseEveryMinutes: 0,
      synchroniseMs: 9,
      databaseUrl: 'postgres://a/b',
    },
  });
  expect(readFlags(['--rate-limit', 'off', '--help'])).toEqual({ kind: 'help' });
});

test.each([
  [
    ['--confluence', '6.0'],
    'The lab cannot stand in for Confluence 6.0 yet; --confluence takes 7.4, 7.19, 8.3, 8.5, 9.2, 9.4, 10.2.',
  ],
  [['--users', 'many'], '--users must be a whole number from 0 to 1000000, not "many".'],
  [['--port', '70000'], '--port must be a whole number from 0 to 65535, not "70000".'],
  [['--rate-limit', '10'], '--rate-limit must be off or FILL/CAPACITY like 10/50, not "10".'],
  [['--basic-auth', 'maybe'], '--basic-auth must be on or off, not "maybe".'],
  [['--context', 'a b'], '--context must be a path like /confluence, not "a b".'],
  [['--directories', 'four'], '--directories must be one or three, not "four".'],
  [['--seed'], '--seed needs a value; --help says which.'],
  [['--colour'], 'The lab has no flag --colour; --help lists them.'],
  [['users'], 'The lab has no flag users; --help lists them.'],
  [
    ['--database-url', 'mysql://x'],
    '--database-url must be an address like postgres://user:password@host:5432/database.',
  ],
])('%j is answered with one sentence', (args, sentence) => {
  expect(readFlags(args)).toEqual({ kind: 'fault', sentence });
});
