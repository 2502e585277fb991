// Who a plan is for: selected by SQL, asked again by `matches`, carried along by stages, or named by what is made or taken back.
import type { ReadPort } from '../../adapters/ports.ts';
import type { Action } from '../../domain/action.ts';
import type { Trace } from '../../domain/criteria/matches.ts';
import type { Expansion } from '../../domain/plan/expand.ts';
import { listUnknown, type UnknownUsers } from '../../domain/plan/unknown-users.ts';
import type { Limits, PolicyDefinition } from '../../domain/policy.ts';
import type { Run } from '../../domain/run.ts';
import { actionsOfAll } from '../../domain/stage/stage.ts';
import type { Instant, UserWithGroups } from '../../domain/user.ts';
import type { Snapshot } from '../../store/snapshots.ts';
import type { Store } from '../../store/store.ts';
import type { ReadableDirectory } from '../plan-facts.ts';
import { newcomersLeft } from '../plan-history.ts';
import { selectNewcomers } from '../plan-newcomers.ts';
import { selectForUndo } from '../plan-undo.ts';
import { addAddresses } from '../selected-addresses.ts';
import { openTimeline, type Timeline } from '../stages/open-timeline.ts';
import { whomItIsFor } from '../whom-it-is-for.ts';

/** The two readings of the criteria (SQL and `matches`) disagree about somebody: nothing may be built on either. */
export class SecondOpinionDiffers extends Error {
  constructor() {
    super('The store and the domain disagree about who is meant.');
    this.name = 'SecondOpinionDiffers';
  }
}

export interface ChoiceInput {
  readonly store: Store;
  readonly run: Run;
  readonly definition: PolicyDefinition;
  readonly snapshot: Snapshot;
  readonly directories: readonly ReadableDirectory[];
  readonly reads: Pick<ReadPort, 'readUser' | 'readAddress'>;
  /** Whether this product can send mail. */
  readonly canNotify: boolean;
  readonly directoryOrder: () => Promise<readonly string[] | null>;
  readonly now: Instant;
  /** Of the process. */
  readonly timeZone: string;
  /** The criteria's answer. */
  readonly ask: (person: UserWithGroups) => Trace;
}

export type Selected = { readonly person: UserWithGroups; readonly trace: Trace };

/** Who is meant and what is intended for them. */
export interface Choice {
  readonly people: readonly Selected[];
  readonly unknown: UnknownUsers;
  readonly actions: readonly Action[];
  readonly limits: Limits;
  /** In place of what the actions mean. */
  readonly expand?: (person: UserWithGroups) => Expansion;
  /** Of a policy with stages: everybody chosen has a place on it. */
  readonly timeline: Timeline | null;
}

/**
 * By the policy's criteria; or those who are to be created; or, to take a run back, whoever it changed: no criteria and no
 * limits of size apply then.
 */
export async function choose(input: ChoiceInput): Promise<Choice> {
  const { definition, run, now } = input;
  const { limits } = definition;
  const actions = actionsOfAll(definition);
  const nobody = { unknown: listUnknown().all(), timeline: null };
  if (run.trigger.kind === 'provision') {
    const { people, expand } = await selectNewcomers({ ...input, runId: run.id, now });
    return { ...nobody, people, expand, actions, limits: { ...limits, maxUsers: await newcomersLeft(input) } };
  }
  if (run.trigger.kind === 'undo') {
    const { snapshotMaxAgeHours } = limits;
    const undone = await selectForUndo({ ...input, of: run.trigger.of, people: run.trigger.people });
    return { ...nobody, ...undone, actions: [], limits: { maxPercent: 100, snapshotMaxAgeHours } };
  }
  const isMeant = await whomItIsFor(input);
  const selected: Selected[] = [];
  for await (const one of select(input, 'yes')) if (isMeant(one)) selected.push(one);
  const timeline = definition.stages === undefined ? null : await openTimeline(input);
  const people =
    timeline === null ? await addAddresses(input, selected) : await placeAll(input, { timeline, selected });
  const unknown = listUnknown();
  for await (const one of select(input, 'unknown')) {
    // Whom stages carry along is known well enough.
    const carried = timeline?.stageOf(one.person) !== undefined;
    if (isMeant(one) && !carried) unknown.add(one.person.user, one.trace);
  }
  return { people, unknown: unknown.all(), actions, limits, timeline };
}

/** Everybody meant, and everybody whom their stages keep from being seen as meant, in the order of their keys. */
async function placeAll(
  input: ChoiceInput,
  { timeline, selected }: { readonly timeline: Timeline; readonly selected: readonly Selected[] },
): Promise<readonly Selected[]> {
  const carried = await timeline.carry(selected);
  const people = [...(await addAddresses(input, [...selected, ...carried]))].sort((one, other) =>
    one.person.user.userKey < other.person.user.userKey ? -1 : 1,
  );
  for (const { person } of people) timeline.place(person);
  return people;
}

async function* select(
  { store, snapshot, definition, now, ask }: ChoiceInput,
  verdict: 'yes' | 'unknown',
): AsyncGenerator<Selected> {
  const query = { snapshotId: snapshot.id, criteria: definition.criteria, now, verdict };
  for await (const batch of store.snapshots.select(query)) {
    for (const person of batch) {
      const trace = ask(person);
      if (trace.verdict !== verdict) throw new SecondOpinionDiffers();
      yield { person, trace };
    }
  }
}
