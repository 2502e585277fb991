// What may happen in the middle of a run: somebody else changes a user, a person pauses or stops it, or the process dies.
import fc from 'fast-check';
import { isOpen, type Run } from '../../../sidecar/src/domain/run.ts';
import { setEmergencyStop } from '../../../sidecar/src/services/emergency-stop.ts';
import { pauseRun } from '../../../sidecar/src/services/pause-run.ts';
import { cancelRun } from '../../../sidecar/src/services/runs.ts';
import { anyOthersDo } from './events.ts';
import type { Interruption } from './mortal-sidecar.ts';
import { actorNamed, type Model, refusalOf, type Scene } from './scene.ts';

/** What a whole check came to, so that a property that never did anything is seen. */
export interface Tally {
  commands: number;
  writes: number;
  deaths: number;
  approvals: number;
  undone: number;
}

export type Meanwhile = { readonly say: string; readonly at: Interruption['at']; readonly what: What } | null;
type What =
  | { readonly kind: 'others'; readonly happen: (scene: Scene) => void }
  | { readonly kind: 'pause' | 'stop-run' | 'emergency' | 'death' };

const when: fc.Arbitrary<Interruption['at']> = fc.oneof(
  { arbitrary: fc.constant('after-planning' as const), weight: 2 },
  fc.record({ write: fc.integer({ min: 1, max: 8 }), answered: fc.boolean() }),
);

/** What may happen in the middle of a run. */
export const meanwhile: fc.Arbitrary<Meanwhile> = fc.option(
  fc.oneof(
    {
      arbitrary: fc
        .record({ at: when, others: anyOthersDo })
        .map(({ at, others: { say, happen } }) => ({ say, at, what: { kind: 'others', happen } as const })),
      weight: 2,
    },
    fc
      .record({ at: when, kind: fc.constantFrom('pause', 'stop-run', 'emergency', 'death', 'death') })
      .map(({ at, kind }) => ({ say: kind, at, what: { kind } })),
  ),
  { freq: 3 },
);

/** The same in words, to stand behind what a command says; empty where nothing happens. */
export function sayOf(then: Meanwhile): string {
  if (then === null) return '';
  const at =
    then.at === 'after-planning' ? then.at : `at write ${then.at.write}${then.at.answered ? ' once answered' : ''}`;
  return `; meanwhile (${at}): ${then.say}`;
}

/** Makes it strike the run that comes next. */
export function interrupt(model: Model, scene: Scene, tally: Tally, then: Meanwhile): Interruption | null {
  if (then === null) return null;
  const { at, what } = then;
  return {
    at,
    happen: async () => {
      if (what.kind === 'others') what.happen(scene);
      else if (what.kind === 'emergency') {
        model.stopped = true;
        await setEmergencyStop(scene.context(), { on: true, role: 'administrator', actor: actorNamed('admin') });
      } else if (what.kind === 'death') {
        tally.deaths += 1;
        await scene.mortal.die();
      } else {
        for (const run of await openRuns(scene)) {
          const order = { runId: run.id, actor: actorNamed('admin') };
          if (what.kind === 'pause') await pauseRun(scene.context(), { ...order, role: 'administrator' });
          else await refusalOf(() => cancelRun(scene.context(), order));
        }
      }
    },
  };
}

/** Runs that are not over. */
export async function openRuns(scene: Scene): Promise<Run[]> {
  return (await scene.context().store.runs.list({ limit: 20, before: null })).filter(isOpen);
}
