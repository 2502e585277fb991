// A small site, a sidecar that may die, a clock for both, and a witness: what a sequence of commands works on.
import { HostFailure } from '../../../sidecar/src/adapters/ports.ts';
import { type Clock, systemClock } from '../../../sidecar/src/clock.ts';
import type { Context } from '../../../sidecar/src/context.ts';
import { ProductError } from '../../../sidecar/src/errors.ts';
import { addExemption } from '../../../sidecar/src/services/exemptions.ts';
import type { Actor } from '../../../sidecar/src/services/service-context.ts';
import type { Lab } from '../../lab/lab.ts';
import { createMovableClock } from '../clock.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import { type Interruption, type MortalSidecar, startMortalSidecar } from './mortal-sidecar.ts';
import { exemptName, startSmallSite } from './small-site.ts';
import { type Witness, watch } from './witness.ts';

/** What the commands believe of the sidecar, to hold its answers against. */
export interface Model {
  stopped: boolean;
  readonly saved: Set<string>;
}

export interface Scene {
  readonly lab: Lab;
  readonly witness: Witness;
  readonly mortal: MortalSidecar;
  readonly context: () => Context;
  /** Moves the clocks of both by so much, or the sidecar's alone. */
  readonly advance: (ms: number, whose?: 'both' | 'sidecar') => void;
  /** Lets the runner work until nothing can go on, a death and the life after it included. */
  readonly settle: (interruption?: Interruption | null) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Longer than any lease and any wait before a run is taken up again. */
const aWhileMs = 2 * 60_000;

/** Opens a scene of its own, with everything live and one exemption. */
export async function openScene(): Promise<Scene> {
  const lab = await startSmallSite();
  const folder = await makeTemporaryFolder();
  const movable = createMovableClock();
  const advance: Scene['advance'] = (ms, whose = 'both') => {
    movable.advanceMs(ms);
    if (whose === 'both') lab.clock.setTo(lab.clock.nowMs() + ms);
  };
  const clock: Clock = {
    now: movable.now,
    sleep: async (ms, signal) => {
      advance(ms);
      await systemClock.sleep(1, signal);
    },
  };
  const witness = await watch(lab);
  const databaseFile = `${folder.path}/store.db`;
  const mortal = await startMortalSidecar({ lab, clock, databaseFile, onRead: witness.noteRead });
  const context = () => mortal.sidecar().context;
  await context().takeSnapshot();
  await context().store.settings.set('processMode', 'live', { by: 'admin', at: clock.now() });
  const lastDay = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
  const wanted = { subject: 'user', name: exemptName, owner: 'people team', reason: 'long leave', lastDay } as const;
  await addExemption(context(), { wanted, actor: actorNamed('admin') });
  const work = async (): Promise<void> => {
    const { runner } = context();
    runner.wake();
    await Promise.race([runner.settled(), mortal.died()]);
  };
  return {
    lab,
    witness,
    mortal,
    context,
    advance,
    settle: async (interruption = null) => {
      advance(aWhileMs);
      mortal.interrupt(interruption);
      await work();
      mortal.interrupt(null);
      if (!mortal.isDead()) return;
      await mortal.restart();
      advance(aWhileMs);
      await work();
    },
    close: async () => {
      await mortal.close();
      await lab.close();
      await folder.remove();
    },
  };
}

export function actorNamed(username: string): Actor {
  return { userKey: `key-${username}`, username };
}

/** The code with which the product refuses to do something, or null; anything else is thrown on. */
export async function refusalOf(ask: () => Promise<unknown>): Promise<string | null> {
  try {
    await ask();
    return null;
  } catch (error) {
    if (error instanceof ProductError || error instanceof HostFailure) return error.code;
    throw error;
  }
}
