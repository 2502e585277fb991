// Reading back long after the act: who is active again may have been enabled by hand since, and no call is blamed for that.
import { afterEach, expect, it } from 'vitest';
import { type Lab, startLab } from '../lab/lab.ts';
import { createMovableClock } from '../support/clock.ts';
import { setActiveAt } from '../support/lab-changes.ts';
import { findEntry, requireReport } from '../support/runs.ts';
import { buildPolicy, runPolicy, type Sidecar, startSidecar } from '../support/sidecar.ts';

let lab: Lab | null = null;
let sidecar: Sidecar | null = null;
afterEach(async () => {
  await sidecar?.close();
  await lab?.close();
});

const username = "d'angelo";
const policy = buildPolicy({ criteria: { username: [username] }, actions: ['disable'] });

it.each([
  { afterMinutes: 0, outcome: 'applied-without-effect' },
  { afterMinutes: 2 * 1_440, outcome: 'applied' },
])('of somebody who is active $afterMinutes minutes later it says: $outcome', async ({ afterMinutes, outcome }) => {
  const at = await startLab({ users: 160 });
  lab = at;
  const clock = createMovableClock();
  sidecar = await startSidecar({ lab: at, clock });
  const { context } = sidecar;
  const { advance } = context.store.runs;
  Object.assign(context.store.runs, {
    advance: async (input: Parameters<typeof advance>[0]) => {
      if (input.to === 'verifying') {
        setActiveAt(at, username, true);
        clock.advanceMs(afterMinutes * 60_000);
      }
      await advance(input);
    },
  });
  const run = await runPolicy(sidecar, policy, 'live');
  // So long a moment costs the process its lease: the run is taken up anew.
  clock.advanceMs(61_000);
  context.runner.wake();
  await context.runner.settled();
  const [step] = (await findEntry(context, run.id, username))?.steps ?? [];
  expect(step).toMatchObject({ outcome: { kind: outcome }, verification: 'contradicted' });
  expect((await requireReport(context, run.id)).outcomes.verified).toMatchObject({ contradicted: 1 });
});
