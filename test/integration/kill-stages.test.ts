// A staged policy whose process is killed each night while it reads, acts and mails, with answers lost on the wire.
import { expect, it } from 'vitest';
import { killStages } from '../support/kill-stages.ts';

it('reaches no stage without a delivered warning and its days, acts on nobody twice and mails nothing twice, however often it was killed', async () => {
  const seed = Date.now() % 1_000_000;
  process.stderr.write(`kill test of stages: seed ${seed}\n`);
  const { faults, kills, nights, users, warnings } = await killStages(seed);
  expect({ seed, faults }).toEqual({ seed, faults: [] });
  expect(kills).toBeGreaterThanOrEqual(nights);
  expect(nights).toBeGreaterThanOrEqual(3);
  expect(warnings).toBeGreaterThanOrEqual(users);
}, 300_000);
