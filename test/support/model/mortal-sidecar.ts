// A sidecar that can die between any two of its calls to Confluence and be started again on what it had written down.

import { type ConfluenceConnection, connectConfluence } from '../../../sidecar/src/adapters/confluence/connect.ts';
import type { Clock } from '../../../sidecar/src/clock.ts';
import type { UserKey } from '../../../sidecar/src/domain/user.ts';
import type { Lab } from '../../lab/lab.ts';
import { type Sidecar, startSidecar } from '../sidecar.ts';

/** Something that happens within a run: once its plan is written, or around one of its writes, counted from 1. */
export interface Interruption {
  readonly at: 'after-planning' | { readonly write: number; readonly answered: boolean };
  readonly happen: () => void | Promise<void>;
}

export interface MortalSidecar {
  readonly sidecar: () => Sidecar;
  /** Strikes once, in the work that comes next; null forgets it. */
  readonly interrupt: (interruption: Interruption | null) => void;
  /** From now on nothing of it reaches Confluence or its store any more. */
  readonly die: () => Promise<void>;
  readonly isDead: () => boolean;
  /** Resolves with the death of this life. */
  readonly died: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface MortalInput {
  readonly lab: Lab;
  readonly clock: Clock;
  readonly databaseFile: string;
  /** Told of each reading of one user, before it is asked for. */
  readonly onRead: (userKey: UserKey) => void;
}

/** Starts the first life. */
export async function startMortalSidecar(input: MortalInput): Promise<MortalSidecar> {
  let interruption: Interruption | null = null;
  let writes = 0;
  let life = await begin();
  return {
    sidecar: () => life.sidecar,
    interrupt: (next) => {
      interruption = next;
      writes = 0;
    },
    die: () => life.die(),
    isDead: () => life.isDead(),
    died: () => life.died,
    restart: async () => {
      life = await begin();
    },
    close: () => life.close(),
  };

  async function strike(at: Interruption['at']): Promise<void> {
    if (interruption === null || JSON.stringify(interruption.at) !== JSON.stringify(at)) return;
    const { happen } = interruption;
    interruption = null;
    await happen();
  }

  async function begin() {
    let dead = false;
    const death = Promise.withResolvers<void>();
    const { lab, clock, databaseFile } = input;
    const real = connectConfluence({
      url: lab.baseUrl,
      credentials: { kind: 'token', token: lab.service.token },
      clock,
      timeoutMs: 5_000,
      deletionDeadlineMs: 10_000,
    });
    const alive = async <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
      if (dead) return hang();
      const answer = await ask();
      return dead ? hang() : answer;
    };
    const write = <Answer>(make: () => Promise<Answer>): Promise<Answer> =>
      alive(async () => {
        writes += 1;
        const number = writes;
        await strike({ write: number, answered: false });
        if (dead) return hang();
        const answer = await make();
        await strike({ write: number, answered: true });
        return answer;
      });
    const connection: ConfluenceConnection = {
      ...real,
      reads: {
        ...real.reads,
        readUser: (userKey) => {
          input.onRead(userKey);
          return alive(() => real.reads.readUser(userKey));
        },
        readGroupsOf: (userKey) => alive(() => real.reads.readGroupsOf(userKey)),
      },
      writes: {
        apply: (target, change) => write(() => real.writes.apply(target, change)),
        setPassword: (target, password) => write(() => real.writes.setPassword(target, password)),
        createUser: (user) => write(() => real.writes.createUser(user)),
      },
      records: { write: (record) => alive(() => real.records.write(record)) },
    };
    const overrides = { connection, synchronisationWaitMs: 0 };
    const sidecar = await startSidecar({ lab, clock, databaseFile, overrides });
    const { runs } = sidecar.context.store;
    const { savePlan, copyPlan } = runs;
    Object.assign(runs, {
      savePlan: async (plan: Parameters<typeof savePlan>[0]) => {
        await savePlan(plan);
        await strike('after-planning');
      },
      copyPlan: async (copy: Parameters<typeof copyPlan>[0]) => {
        await copyPlan(copy);
        await strike('after-planning');
      },
    });
    const die = async (): Promise<void> => {
      if (dead) return;
      dead = true;
      await sidecar.context.store.close();
      death.resolve();
    };
    return {
      sidecar,
      die,
      isDead: () => dead,
      died: death.promise,
      close: async () => {
        if (!dead) await sidecar.context.runner.settled();
        await sidecar.close();
      },
    };
  }
}

/** What a process that is gone hears of its calls. */
function hang(): Promise<never> {
  return new Promise(() => undefined);
}
