// A staged policy's timeline as one plan sees it: who stands where, who is carried along by a standing, and what is due.
import type { Trace, Verdict } from '../../domain/criteria/matches.ts';
import { findExemption } from '../../domain/exemption.ts';
import { type Expansion, expandActions, type PlanFacts } from '../../domain/plan/expand.ts';
import type { PlanNote, UnsupportedReason } from '../../domain/plan/intent.ts';
import { type PolicyDefinition, type PolicyId, precedenceOf } from '../../domain/policy.ts';
import type { Place } from '../../domain/precedence.ts';
import { decideStage } from '../../domain/stage/decide.ts';
import { findOwner } from '../../domain/stage/owner.ts';
import { asIfUntouched, findReset, isAddressLost } from '../../domain/stage/reset.ts';
import {
  type ClosingReason,
  isWarning,
  type PlannedStage,
  type Stage,
  type StageDecision,
  type Standing,
} from '../../domain/stage/stage.ts';
import { findLostTimes } from '../../domain/stage/up-time.ts';
import type { Instant, UserKey, UserWithGroups } from '../../domain/user.ts';
import type { Snapshot } from '../../store/snapshots.ts';
import { readToldStages } from '../../store/stages/told-stages.ts';
import type { PlacedStanding, StandingClosing } from '../../store/stages.ts';
import type { Store } from '../../store/store.ts';

type Selected = { readonly person: UserWithGroups; readonly trace: Trace };

export interface TimelineWork {
  readonly store: Pick<Store, 'stages' | 'policies' | 'exemptions' | 'snapshots'>;
  readonly definition: PolicyDefinition;
  readonly snapshot: Snapshot;
  readonly now: Instant;
  /** The criteria's answer. */
  readonly ask: (person: UserWithGroups) => Trace;
}

export interface Timeline {
  /** Who is carried along: a stage changed them so that the criteria, asked alone, would not mean them any more. */
  readonly carry: (selected: readonly Selected[]) => Promise<readonly Selected[]>;
  /** Takes a person who is meant onto the timeline. */
  readonly place: (person: UserWithGroups) => void;
  readonly stageOf: (person: UserWithGroups) => PlannedStage | undefined;
  /** The person as guards and criteria are to see them. */
  readonly seenAs: (person: UserWithGroups) => UserWithGroups;
  readonly expand: (person: UserWithGroups, facts: PlanFacts) => Expansion;
  /** Standings that this plan found to be over. */
  readonly closings: () => readonly StandingClosing[];
  /** Everybody placed who belongs to a policy of higher precedence. */
  readonly belongsTo: ReadonlyMap<UserKey, PolicyId>;
}

const standingsPerPage = 1_000;

export async function openTimeline(work: TimelineWork): Promise<Timeline> {
  const { store, definition, snapshot, now, ask } = work;
  const stages = definition.stages ?? [];
  const standings = await readStandings(work);
  const toldTo = await readToldStages(store.policies, standings.values());
  const gaps = findLostTimes({ up: await store.stages.upSpans(), readings: await store.stages.readingSpans() }, now);
  const exemptions = await store.exemptions.active(now);
  const others = await readElsewhere(work);
  const warnedEarlier = await store.stages.warnedEarlier(definition.policy);
  const own: Place = { policyId: definition.policy, precedence: precedenceOf(definition) };
  const closings: StandingClosing[] = [];
  const placed = new Map<UserKey, PlannedStage>();
  const belongsTo = new Map<UserKey, PolicyId>();

  /** The standing that goes on, and why the one before ended. */
  const review = (
    person: UserWithGroups,
    verdict: Verdict,
  ): { standing: Standing | null; resetBy: ClosingReason | null } => {
    const standing = standings.get(person.user.userKey)?.standing ?? null;
    if (standing === null) return { standing, resetBy: null };
    const isExempt = findExemption(person, exemptions) !== null;
    const resetBy = findReset({ standing, person, verdict, isExempt });
    if (resetBy === null) return { standing, resetBy };
    closings.push({ id: standing.id, because: resetBy });
    return { standing: null, resetBy };
  };

  const place = (person: UserWithGroups): void => {
    const { userKey } = person.user;
    const ownWarning = standings.get(userKey)?.standing.warning.state ?? 'none';
    const { standing, resetBy } = review(person, 'yes');
    const rivals = others.get(userKey) ?? [];
    const owner = findOwner(own, rivals);
    if (owner.belongsTo !== null) belongsTo.set(userKey, owner.belongsTo);
    const handed = standing === null && resetBy === null ? rivals[0]?.standing : undefined;
    const left = standing?.left ?? handed?.left ?? { statusBefore: null, groups: [] };
    const addressLost = standing !== null && isAddressLost(standing, person.user);
    const told = standing === null ? null : toldTo({ policyId: definition.policy, standing });
    placed.set(userKey, {
      standing,
      decision: decideStage({ stages, standing, now, gaps, addressLost, told }),
      watchedFrom: standing?.watchedFrom ?? snapshot.startedAt,
      activity: asIfUntouched(person, standing).user.activity,
      left,
      takesOver: owner.takesOver,
      resetBy,
      warnedBefore: ownWarning !== 'none' || warnedEarlier.has(userKey),
    });
  };

  return {
    place,
    stageOf: ({ user }) => placed.get(user.userKey),
    seenAs: (person) => asIfUntouched(person, placed.get(person.user.userKey)?.standing ?? null),
    expand: (person, facts) => expandStage(stages, placed.get(person.user.userKey), { person, facts }),
    closings: () => closings,
    belongsTo,
    carry: async (selected) => {
      const chosen = new Set(selected.map(({ person }) => person.user.userKey));
      const listComplete = snapshot.sources.some((one) => one.source === 'users.list' && one.state === 'complete');
      const carried: Selected[] = [];
      for (const [userKey, { standing }] of standings) {
        if (chosen.has(userKey)) continue;
        const person = await store.snapshots.person(snapshot.id, userKey);
        if (person === null) {
          if (listComplete) closings.push({ id: standing.id, because: 'user-is-gone' });
          continue;
        }
        const trace = ask(asIfUntouched(person, standing));
        if (trace.verdict === 'yes') carried.push({ person, trace });
        else review(person, trace.verdict);
      }
      return carried;
    },
  };
}

async function readStandings({ store, definition }: TimelineWork): Promise<Map<UserKey, PlacedStanding>> {
  const found = new Map<UserKey, PlacedStanding>();
  for (let after = 0; ; ) {
    const page = await store.stages.page({ policyId: definition.policy, after, limit: standingsPerPage });
    for (const one of page) found.set(one.userKey, one);
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.standing.id;
  }
}

type Rival = Place & Pick<PlacedStanding, 'standing'>;

/** Only policies in use that still have stages and may act have a say. */
async function readElsewhere({ store, definition }: TimelineWork): Promise<Map<UserKey, Rival[]>> {
  const policies = (await store.policies.list()).filter(
    (one) => one.mode === 'live' && one.definition.stages !== undefined,
  );
  const places = new Map(policies.map((one) => [one.id, precedenceOf(one.definition)]));
  const found = new Map<UserKey, Rival[]>();
  for (const { policyId, userKey, standing } of await store.stages.elsewhere(definition.policy)) {
    const precedence = places.get(policyId);
    if (precedence === undefined) continue;
    found.set(userKey, [...(found.get(userKey) ?? []), { policyId, precedence, standing }]);
  }
  return found;
}

/** Only what the stage that is due means for the person; nothing while none is. */
function expandStage(
  stages: readonly Stage[],
  planned: PlannedStage | undefined,
  { person, facts }: { readonly person: UserWithGroups; readonly facts: PlanFacts },
): Expansion {
  const notes: PlanNote[] = [
    ...(planned?.resetBy == null ? [] : (['stage-began-anew'] as const)),
    ...(planned === undefined || planned.takesOver.length === 0 ? [] : (['stage-taken-over'] as const)),
  ];
  const decision = planned?.decision;
  if (decision?.kind !== 'due') {
    const waits = decision === undefined ? [] : [noteOf(decision)];
    return { intents: [], notes: [...notes, ...waits], images: [] };
  }
  const stage = stages.find((one) => one.name === decision.stage);
  if (stage === undefined) return { intents: [], notes, images: [] };
  if (!isWarning(stage)) {
    const expansion = expandActions(stage.actions, person, facts);
    return { ...expansion, notes: [...notes, ...expansion.notes] };
  }
  const reason: UnsupportedReason | null = !facts.canNotify
    ? 'mail-off'
    : person.user.email === null
      ? 'email-not-told'
      : null;
  return {
    intents: [{ change: { kind: 'warn' }, known: reason === null ? null : { kind: 'unsupported', reason } }],
    notes,
    images: [],
  };
}

function noteOf(decision: Exclude<StageDecision, { readonly kind: 'due' }>): PlanNote {
  return decision.kind === 'held' ? heldNotes[decision.because] : waitingNotes[decision.kind];
}

const waitingNotes = { waiting: 'stage-waiting', ended: 'stage-ended' } as const;

const heldNotes = {
  'warning-not-delivered': 'stage-held',
  'address-unknown': 'stage-address-unknown',
  'warning-said-otherwise': 'stage-warned-otherwise',
} as const;
