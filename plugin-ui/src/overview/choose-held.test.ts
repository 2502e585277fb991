// However often one policy is held, the plan of another keeps its place; a rehearsal takes none from a live plan.
import { expect, it } from 'vitest';
import { chooseHeld } from './choose-held.ts';

const bySchedule = { kind: 'schedule', tick: '2026-03-01T02:00' } as const;
const run = (id: number, policyId: string, mode: 'live' | 'test' = 'live', by = bySchedule as Trigger) => ({
  id,
  policyId,
  mode,
  trigger: by,
});
type Trigger = Parameters<typeof chooseHeld>[0][number]['trigger'];
const chosen = (runs: readonly ReturnType<typeof run>[], most = 5) => chooseHeld(runs, most).map(({ id }) => id);

it('six held runs of one policy leave its place to an older one of another', () => {
  expect(chosen([7, 6, 5, 4, 3, 2].map((id) => run(id, 'hourly')).concat(run(1, 'yearly')))).toEqual([7, 1]);
});

it('rehearsals come after everything that was to go live', () => {
  const rehearsals = [9, 8, 7, 6, 5].map((id) => run(id, `rehearsed-${id}`, 'test'));
  expect(chosen([...rehearsals, run(1, 'yearly')])).toEqual([1, 9, 8, 7, 6]);
  expect(chosen([run(2, 'yearly', 'test'), run(1, 'yearly')])).toEqual([1, 2]);
});

it('what is about other people each time is never taken for the same', () => {
  const undo = (of: number) => ({ kind: 'undo', by: 'ada', of, people: null }) as const;
  const newcomers = { kind: 'provision', by: 'ada' } as const;
  expect(
    chosen([
      run(4, 'yearly', 'live', undo(2)),
      run(3, 'yearly', 'live', undo(1)),
      run(2, 'newcomers', 'live', newcomers),
      run(1, 'newcomers', 'live', newcomers),
    ]),
  ).toEqual([4, 3, 2, 1]);
});
