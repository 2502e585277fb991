// The process is killed twenty times at drawn points of a live run of a thousand steps, with answers lost on the wire.
import { expect, it } from 'vitest';
import { type KilledRun, killRun } from '../support/kill-run.ts';

const wanted = 20;

it('ends with lab, journal, report and mails agreeing, nobody acted on twice or lost, however often it was killed', async () => {
  const seed = Date.now() % 1_000_000;
  process.stderr.write(`kill test: seed ${seed}\n`);
  const runs: KilledRun[] = [];
  for (let kills = 0; kills < wanted; ) {
    const run = await killRun({ seed: seed + runs.length, kills: wanted - kills });
    runs.push(run);
    kills += run.kills;
  }
  expect({ seed, faults: runs.flatMap(({ faults }) => faults) }).toEqual({ seed, faults: [] });
  for (const { steps, mails } of runs) {
    expect(steps).toBe(1_000);
    expect(mails).toBeGreaterThanOrEqual(2);
  }
  expect(runs.some(({ settled }) => settled > 0)).toBe(true);
}, 600_000);
