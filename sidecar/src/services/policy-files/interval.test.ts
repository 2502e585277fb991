// What is wrong with a schedule of every so many days, with the line and column where somebody has to look.
import { describe, expect, test } from 'vitest';
import { printFault } from './fault.ts';
import { readPolicyText } from './read-text.ts';

function faultsOf(schedule: string): string[] {
  const text = `policy: idle\nname: Idle\nschedule:\n${schedule}\ncriteria: { inactiveDays: 90 }\nactions: [disable]\n`;
  const read = readPolicyText(text, { defaultZone: 'Europe/Berlin' });
  return 'faults' in read ? read.faults.map((fault) => printFault({ file: 'p.yaml', ...fault })) : [];
}

describe('every so many days', () => {
  test('is counted from a day of the calendar', () => {
    expect(faultsOf('  cron: 30 2 * * *\n  every: { days: 14, from: 2026-11-30 }')).toEqual([]);
    expect(faultsOf('  cron: 30 2 * * *\n  every: { days: 14, from: 2026-02-30 }')).toEqual([
      'p.yaml:5:28 schedule.every.from: there is no day 2026-02-30',
    ]);
  });

  test.each(['30 2 * * MON', '30 2 1 * *', '*/5 2 * * *', '0 2,14 * * *'])(
    'goes with one time of every day, and not with %s',
    (cron) => {
      expect(faultsOf(`  cron: "${cron}"\n  every: { days: 14, from: 2026-11-30 }`)).toEqual([
        'p.yaml:4:9 schedule.cron: with "every" the expression names one time of every day, such as 30 2 * * *',
      ]);
    },
  );
});
